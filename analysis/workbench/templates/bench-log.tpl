{{%AUTOESCAPE context="HTML"}}{{>BENCH_HEAD}}<h1>{{TITLE}}</h1>
<p>{{L_log_text}} {{COUNT}}</p>
<div class="wide" role="region" aria-label="{{TITLE}}" tabindex="0">
<table>
<thead><tr><th scope="col">{{L_day}}</th><th scope="col">{{L_coder}}</th><th scope="col">{{L_what}}</th><th scope="col">{{L_about}}</th><th scope="col">{{L_part}}</th><th scope="col">{{L_value}}</th><th scope="col">{{L_state}}</th></tr></thead>
<tbody>{{#DECISION}}
<tr><td class="day">{{DAY}}</td><td><bdi>{{CODER}}</bdi></td><td>{{KIND}}</td><td>{{#MENTION}}<a class="brief" href="{{HOME}}/coding/2/{{SUBJECT}}"><bdi>{{ABOUT}}</bdi></a>{{/MENTION}}{{#OTHER}}<bdi>{{ABOUT}}</bdi>{{/OTHER}}</td><td><bdi>{{PART}}</bdi></td><td dir="auto">{{VALUE}}</td><td>{{#COUNTS}}<form method="post"><input type="hidden" name="decision" value="{{ID}}"><button type="submit" class="plain" aria-label="{{L_undo}}: {{KIND}} {{ID}}">{{L_undo}}</button></form>{{/COUNTS}}{{#UNDONE}}{{L_is_undone}}{{/UNDONE}}</td></tr>{{/DECISION}}
</tbody>
</table>
</div>
{{>BENCH_FOOT}}
