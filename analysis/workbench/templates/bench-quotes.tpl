{{%AUTOESCAPE context="HTML"}}{{>BENCH_HEAD}}<h1>{{TITLE}}</h1>
<p>{{L_quotes_count}}: {{COUNT}} · {{L_quotes_waiting}}: {{WAITING}}</p>
{{#OPEN_GATE}}<p class="notice">{{L_gate_open}}</p>
{{/OPEN_GATE}}{{#CLOSED_GATE}}<p class="refusal">{{L_gate_closed}}</p>
{{/CLOSED_GATE}}<p class="hint">{{L_gate_tables}}</p>
{{#FINDINGS}}<h2>{{L_gate_findings}}</h2>
<p class="refusal">{{L_gate_findings_hint}}</p>
<ul>{{#FINDING}}
<li><a href="{{HOME}}/finding/{{REFERENCE}}"><bdi>{{NAME}}</bdi></a></li>{{/FINDING}}
</ul>
<h2>{{L_quotes_count}}</h2>
{{/FINDINGS}}<ul class="gate">{{#QUOTE}}
<li><blockquote dir="auto">{{WORDS}}</blockquote>
<p>{{AUDIENCE}} · <a href="{{HOME}}/coding/2/{{ID}}" aria-label="{{L_open}} {{ID}}">{{L_open}}</a></p>
{{#KEPT}}<p class="state">{{WHY}}</p>
{{/KEPT}}{{#UNREAD}}<p class="state">{{L_unread}}</p>
{{#TEXT}}<p class="hint" dir="auto">{{QUESTION}}</p>
<p class="story" dir="auto">{{#RUN}}{{#PLAIN}}{{WORDS}}{{/PLAIN}}{{#MARKED}}<mark class="{{STATE}}">{{WORDS}}</mark>{{/MARKED}}{{/RUN}}</p>
{{/TEXT}}<form method="post"><input type="hidden" name="mention" value="{{ID}}"><button type="submit" class="plain" name="do" value="read">{{L_read_button}}</button></form>
{{/UNREAD}}<form method="post"><input type="hidden" name="mention" value="{{ID}}"><input type="hidden" name="place" value="{{PLACE}}">{{#RELEASABLE}}<button type="submit" class="button" name="do" value="release">{{L_release}}</button> {{/RELEASABLE}}{{#RELEASED}}<strong>{{L_is_released}}</strong> {{/RELEASED}}<button type="submit" class="plain" name="do" value="withdraw">{{L_withdraw}}</button></form></li>{{/QUOTE}}
</ul>
{{>BENCH_FOOT}}
