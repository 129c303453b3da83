{{%AUTOESCAPE context="HTML"}}{{>BENCH_HEAD}}<h1>{{TITLE}}</h1>
<form method="post" class="filter"><p><label for="name">{{L_new_label}}</label> <input type="text" id="name" name="name" autocomplete="off" dir="auto"></p><p><button type="submit" class="button">{{L_add}}</button></p></form>
<div class="wide" role="region" aria-label="{{TITLE}}" tabindex="0">
<table>
<thead><tr><th scope="col">{{L_label}}</th><th scope="col">{{L_part_definition}}</th><th scope="col">{{L_part_keywords}}</th><th scope="col">{{L_above}}</th><th scope="col">{{L_my_mentions}}</th></tr></thead>
<tbody>{{#CODE}}
<tr><th scope="row" class="depth{{DEPTH}}">{{>BENCH_COLOUR}}<a href="{{HOME}}/code/{{REFERENCE}}"><bdi>{{NAME}}</bdi></a>{{#RETIRED}} <span class="state">{{L_retired}}</span>{{/RETIRED}}</th><td dir="auto">{{DEFINITION}}</td><td dir="auto">{{KEYWORDS}}</td><td>{{#BELOW}}<bdi>{{ABOVE}}</bdi>{{/BELOW}}</td><td>{{MENTIONS}}</td></tr>{{/CODE}}
</tbody>
</table>
</div>
{{>BENCH_FOOT}}
