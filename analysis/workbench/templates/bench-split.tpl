{{%AUTOESCAPE context="HTML"}}{{>BENCH_HEAD}}<h1>{{TITLE}}</h1>
<p class="summary"><strong><bdi>{{SUMMARY}}</bdi></strong></p>
<form method="post"><input type="hidden" name="{{FIELD}}" value="{{NAME}}"><input type="hidden" name="sure" value="1">
<ul>{{#MENTION}}
<li dir="auto">{{EXCERPT}}<input type="hidden" name="mention" value="{{ID}}"></li>{{/MENTION}}
</ul>
<p>{{L_can_undo}}</p>
<p><button type="submit" class="button" name="do" value="split">{{L_split_do}}</button></p></form>
{{>BENCH_FOOT}}
