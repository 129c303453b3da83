{{%AUTOESCAPE context="HTML"}}{{>BENCH_HEAD}}<h1>{{TITLE}}</h1>
<p class="summary"><strong><bdi>{{SUMMARY}}</bdi></strong>{{#ALREADY}} {{WORDS}}{{/ALREADY}}</p>
<div class="sides">{{#SIDE}}
<section>
<h2>{{ROLE}}: {{>BENCH_COLOUR}}<bdi>{{NAME}}</bdi></h2>
<p>{{L_nav_mentions}}: {{COUNT}}</p>
<ul>{{#EXAMPLE}}<li dir="auto">{{EXCERPT}}</li>{{/EXAMPLE}}</ul>
</section>{{/SIDE}}
</div>
<p>{{L_merge_alias}}</p>
<form method="post"><p><button type="submit" class="button">{{L_merge_button}}</button></p></form>
<p><a href="{{HOME}}/merge/{{TO}}/{{FROM}}">{{L_merge_other_way}}</a></p>
{{>BENCH_FOOT}}
