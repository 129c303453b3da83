{{%AUTOESCAPE context="HTML"}}{{>BENCH_HEAD}}<h1>{{TITLE}}: <bdi>{{NAME}}</bdi></h1>
<p class="summary"><strong><bdi>{{SUMMARY}}</bdi></strong></p>
<p>{{L_move_keeps}}</p>
{{#BELOWS}}<h2>{{L_move_along}}</h2>
<ul>{{#BELOW}}
<li>{{>BENCH_COLOUR}}<bdi>{{NAME}}</bdi></li>{{/BELOW}}
</ul>
{{/BELOWS}}<form method="post">
<p>{{L_can_undo}}</p>
<p><button type="submit" class="button">{{L_move_do}}</button></p></form>
<p><a href="{{HOME}}/code/{{REFERENCE}}">{{L_move_not}}</a></p>
{{>BENCH_FOOT}}
