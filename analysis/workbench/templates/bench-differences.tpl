{{%AUTOESCAPE context="HTML"}}{{>BENCH_HEAD}}<h1>{{TITLE}}</h1>
<h2>{{L_disagreements}} ({{COUNT}})</h2>
<ul class="gate">{{#DISAGREEMENT}}
<li><p dir="auto">{{EXCERPT}}</p>
<p><bdi class="tag">{{>BENCH_COLOUR}}{{NAME}}</bdi> · {{L_yes}}: <bdi>{{YES}}</bdi> · {{L_no}}: <bdi>{{NO}}</bdi> · <a href="{{HOME}}/coding/2/{{ID}}" aria-label="{{L_open}} {{ID}}">{{L_open}}</a></p>
<form method="post"><input type="hidden" name="subject" value="{{ID}}"><input type="hidden" name="part" value="{{TAG}}"><button type="submit" class="plain" name="value" value="yes">{{L_yes}}</button> <button type="submit" class="plain" name="value" value="no">{{L_no}}</button></form></li>{{/DISAGREEMENT}}
</ul>
<h2>{{L_conflicts}} ({{CONFLICTS}})</h2>
<ul class="gate">{{#CONFLICT}}
<li><p>{{KIND}} · <bdi>{{ABOUT}}</bdi> · <bdi>{{PART_NAME}}</bdi></p>
<form method="post"><input type="hidden" name="kind" value="{{KIND_ID}}"><input type="hidden" name="subject" value="{{SUBJECT}}"><input type="hidden" name="part" value="{{PART}}">{{#CHOICE}}<button type="submit" class="plain" name="value" value="{{VALUE}}"><bdi>{{SAYS}}</bdi> (<bdi>{{CODER}}</bdi>)</button> {{/CHOICE}}</form></li>{{/CONFLICT}}
</ul>
{{>BENCH_FOOT}}
