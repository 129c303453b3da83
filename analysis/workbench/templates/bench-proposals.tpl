{{%AUTOESCAPE context="HTML"}}{{>BENCH_HEAD}}<h1>{{TITLE}}</h1>
<p>{{L_proposals_text}}</p>
{{#KIND}}<h2>{{NAME}}</h2>
<p>{{L_proposals_loose}}: {{LOOSE}}{{#CUT}} · {{L_proposals_compared}}: {{COMPARED}}{{/CUT}}</p>
{{#PROPOSAL}}<form method="post" class="proposal">
<h3>{{COUNT}} {{L_mentions_count}} · {{L_proposals_shared}}: <bdi>{{SHARED}}</bdi></h3>
<ul class="members">{{#MENTION}}
<li><input type="checkbox" id="m{{ID}}" name="mention" value="{{ID}}" checked> <label for="m{{ID}}"><bdi>{{EXCERPT}}</bdi> ({{AUDIENCE}})</label></li>{{/MENTION}}
</ul>
<p><label for="title-{{NUMBER}}">{{L_finding_label}}</label> <input type="text" id="title-{{NUMBER}}" name="title" autocomplete="off" dir="auto"></p>
<p><button type="submit" class="plain">{{L_proposals_take}}</button></p>
</form>
{{/PROPOSAL}}{{/KIND}}{{>BENCH_FOOT}}
