{{%AUTOESCAPE context="HTML"}}{{>BENCH_HEAD}}<h1>{{TITLE}}</h1>
<p>{{L_proposals_text}}</p>
{{>BENCH_PROGRESS}}{{#FAILED}}<p class="refusal">{{L_proposals_failed}}: {{WHY}}</p>
{{/FAILED}}{{#AGAIN}}<form method="post"><input type="hidden" name="to" value="{{HERE}}"><p><button type="submit" class="plain" name="do" value="again">{{L_proposals_again}}</button></p></form>
{{/AGAIN}}{{#KIND}}<h2>{{NAME}}</h2>
<p>{{L_proposals_loose}}: {{LOOSE}}</p>
{{#NO_GROUPS}}<p class="hint">{{L_proposals_none}}</p>
{{/NO_GROUPS}}{{#PROPOSAL}}<form method="post" class="proposal"><input type="hidden" name="to" value="{{HERE}}">
<h3>{{COUNTED}}{{#SHARING}} · {{L_proposals_shared}}: <bdi>{{SHARED}}</bdi>{{/SHARING}}</h3>
{{#HOME_FINDING}}<p>{{L_proposals_like}}: <bdi>{{FINDING}}</bdi></p>
{{/HOME_FINDING}}<ul class="members">{{#MENTION}}
<li><input type="hidden" name="shown" value="{{ID}}"><input type="checkbox" id="m{{ID}}" name="mention" value="{{ID}}" checked> <label for="m{{ID}}"><bdi>{{#RUN}}{{#PLAIN}}{{WORDS}}{{/PLAIN}}{{#MARKED}}<strong class="{{STATE}}">{{WORDS}}</strong>{{/MARKED}}{{/RUN}}</bdi> ({{AUDIENCE}})</label> {{#TAG}}<bdi class="tag">{{>BENCH_COLOUR}}{{NAME}}</bdi> {{/TAG}}<a href="{{HOME}}/coding/2/{{ID}}" aria-label="{{L_open}} {{ID}}">{{L_open}}</a></li>{{/MENTION}}
</ul>
{{#REST}}<p class="tick"><input type="checkbox" id="rest-{{NUMBER}}" name="rest" value="{{GROUP}}"> <label for="rest-{{NUMBER}}">{{L_proposals_rest}} ({{MORE}})</label></p>
{{/REST}}<p><label for="title-{{NUMBER}}">{{L_finding_label}}</label> <input type="text" id="title-{{NUMBER}}" name="title" value="{{FINDING_TITLE}}" autocomplete="off" dir="auto"></p>
<p><button type="submit" class="plain" name="do" value="take">{{L_proposals_take}}</button> <button type="submit" class="plain" name="do" value="reject">{{L_proposals_reject}}</button></p>
</form>
{{/PROPOSAL}}{{/KIND}}<nav aria-label="{{L_pages}}"><p>{{#PREVIOUS}}<a id="previous" href="{{HOME}}/proposals/{{NUMBER}}">{{L_previous_page}}</a> {{/PREVIOUS}}{{#NEXT}}<a id="next" href="{{HOME}}/proposals/{{NUMBER}}">{{L_next_page}}</a>{{/NEXT}}</p></nav>
{{>BENCH_FOOT}}
