{{%AUTOESCAPE context="HTML"}}{{>BENCH_HEAD}}<h1>{{TITLE}}</h1>
<p>{{L_blind_text}}</p>
<p><a href="{{HOME}}/coding/1">{{L_nav_coding}}</a></p>
{{>BENCH_FOOT}}
