{{%AUTOESCAPE context="HTML"}}{{>BENCH_HEAD}}<h1>{{TITLE}}</h1>
<p><a href="{{HOME}}/proposals">{{L_proposals_title}}</a></p>
<form method="post" class="filter"><p><label for="title">{{L_new_finding}}</label> <input type="text" id="title" name="title" autocomplete="off" dir="auto"></p>
<p><label for="kind">{{L_kind}}</label> <select id="kind" name="kind"><option value="olifantenpaadje">{{L_olifantenpaadje}}</option><option value="broodje_aap">{{L_broodje_aap}}</option></select></p>
<p><button type="submit" class="button">{{L_add}}</button></p></form>
<div class="wide" role="region" aria-label="{{TITLE}}" tabindex="0">
<table>
<thead><tr><th scope="col">{{L_finding}}</th><th scope="col">{{L_kind}}</th><th scope="col">{{L_nav_mentions}}</th><th scope="col">{{L_responses}}</th><th scope="col">{{L_state}}</th></tr></thead>
<tbody>{{#FINDING}}
<tr><th scope="row"><a href="{{HOME}}/finding/{{REFERENCE}}"><bdi>{{NAME}}</bdi></a></th><td>{{KIND}}</td><td>{{MENTIONS}}</td><td>{{RESPONSES}}</td><td>{{STATE}}</td></tr>{{/FINDING}}
</tbody>
</table>
</div>
{{>BENCH_FOOT}}
