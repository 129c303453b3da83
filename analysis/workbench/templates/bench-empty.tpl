{{%AUTOESCAPE context="HTML"}}{{>BENCH_HEAD}}<h1>{{L_queue_empty}}</h1>
<p>{{L_queue_empty_text}}</p>
<p><a href="{{HOME}}/mentions/2/1">{{L_nav_mentions}}</a></p>
{{>BENCH_FOOT}}
