{{%AUTOESCAPE context="HTML"}}{{>BENCH_HEAD}}<h1 class="aside">{{TITLE}}</h1>
<div class="panes">
<nav class="queue" aria-label="{{L_queue}}">
<h2>{{L_queue}}</h2>
<p>{{#IN_QUEUE}}<strong>{{PLACE}} {{L_of}} {{OF}}</strong>{{/IN_QUEUE}}{{#NOT_IN_QUEUE}}{{L_not_in_queue}}{{/NOT_IN_QUEUE}}</p>
<p class="walk">{{#PREVIOUS}}<a id="previous" href="{{HOME}}/coding/{{SELECTION}}/{{ID}}">{{L_previous}}</a> {{/PREVIOUS}}{{#NEXT}}<a id="next" href="{{HOME}}/coding/{{SELECTION}}/{{ID}}">{{L_next}}</a>{{/NEXT}}</p>
<ol class="queued">{{#QUEUED}}
<li><a href="{{HOME}}/coding/{{SELECTION}}/{{ID}}"{{#CURRENT}} aria-current="true"{{/CURRENT}}><bdi>{{EXCERPT}}</bdi></a>{{#CODED}} <span class="done">{{L_coded}}</span>{{/CODED}}</li>{{/QUEUED}}
</ol>
<p><a href="{{HOME}}/coding/{{SELECTION}}">{{L_queue_anew}}</a></p>
<p><a href="{{HOME}}/mentions/{{SELECTION}}/1">{{L_queue_grid}}</a></p>
</nav>
<article class="mention" aria-labelledby="about">
<h2 id="about">{{KIND}} · <bdi>{{AUDIENCE}}</bdi></h2>
{{#TEXT}}<h3 dir="auto">{{QUESTION}}</h3>
<p class="story" dir="auto">{{#RUN}}{{#PLAIN}}{{WORDS}}{{/PLAIN}}{{#MARKED}}<mark class="{{STATE}}">{{WORDS}}</mark>{{/MARKED}}{{/RUN}}</p>
{{/TEXT}}<dl class="attributes">
<dt>{{L_questionnaire}}</dt><dd dir="auto">{{QUESTIONNAIRE}}</dd>
{{#ANSWER}}<dt dir="auto">{{NAME}}</dt><dd dir="auto">{{VALUE}}</dd>
{{/ANSWER}}</dl>
<h2>{{L_marks}}</h2>
<p class="hint">{{L_marks_hint}}</p>
<ul class="marks">{{#MARK}}
<li><form method="post"><input type="hidden" name="place" value="{{PLACE}}"><mark dir="auto">{{WORDS}}</mark> <span class="state">{{STATE}}</span> {{#OPEN}}<button type="submit" class="plain redact" name="do" value="redact">{{L_redact}}</button> <button type="submit" class="plain keep" name="do" value="keep">{{L_keep}}</button>{{/OPEN}}{{#DECIDED}}<button type="submit" class="plain" name="do" value="open">{{L_decide_again}}</button>{{/DECIDED}}</form></li>{{/MARK}}
</ul>
{{#READ}}<p class="state">{{L_read_hint}}</p>
{{/READ}}{{#UNREAD}}<form method="post"><p><button type="submit" class="plain" name="do" value="read">{{L_read_button}}</button></p></form>
{{/UNREAD}}<form method="post" class="words">
<p><label for="words">{{L_words}}</label>
<textarea id="words" name="words" rows="2" dir="auto" aria-describedby="words-hint"></textarea></p>
<p class="hint" id="words-hint">{{L_words_hint}}</p>
<p>{{#QUOTABLE}}<button type="submit" class="plain" id="quote" name="do" value="quote">{{L_quote}}</button> {{/QUOTABLE}}<button type="submit" class="plain" name="do" value="words">{{L_redact_words}}</button></p>
</form>
{{#NOT_QUOTABLE}}<p class="hint">{{L_not_quotable}}</p>
{{/NOT_QUOTABLE}}<ul class="quotes">{{#QUOTE}}
<li><form method="post"><input type="hidden" name="place" value="{{PLACE}}"><q dir="auto">{{WORDS}}</q> <span class="state">{{STATE}}</span> <button type="submit" class="plain" name="do" value="withdraw">{{L_withdraw}}</button></form></li>{{/QUOTE}}
</ul>
</article>
<section class="labels" aria-labelledby="labels">
<h2 id="labels">{{L_labels}}</h2>
<form method="post" id="labelling">
<p><label for="label">{{L_label}}</label>
<input type="text" id="label" name="label" list="known" autocomplete="off" autofocus dir="auto"></p>
<datalist id="known">{{#KNOWN_TAG}}
<option value="{{NAME}}"></option>{{/KNOWN_TAG}}
</datalist>
<p><button type="submit" class="button" name="do" value="tag">{{L_give}}</button> <button type="submit" class="plain" id="give-next" name="do" value="next">{{L_give_next}}</button></p>
</form>
<h3 class="aside">{{L_labels_of}}</h3>
<ul class="tags">{{#TAG}}
<li><form method="post"><input type="hidden" name="tag" value="{{ID}}"><bdi class="tag">{{>BENCH_COLOUR}}{{NAME}}</bdi>{{#DISPUTED}} <span class="state">{{L_disputed}}</span>{{/DISPUTED}}{{#MINE}} <button type="submit" class="plain" name="do" value="take" aria-label="{{L_take}}: {{NAME}}">×</button>{{/MINE}}</form></li>{{/TAG}}
</ul>
{{#NONE_FITS}}<p class="state">{{L_none_fits}}</p>
{{/NONE_FITS}}<form method="post"><p><button type="submit" class="plain" name="do" value="none">{{L_none_button}}</button></p></form>
{{#SUGGESTIONS}}<h3>{{L_suggestions}}</h3>
<form method="post"><ul class="suggestions">{{#SUGGESTION}}
<li><button type="submit" class="plain" name="chosen" value="{{NAME}}">{{>BENCH_COLOUR}}<bdi>{{NAME}}</bdi></button> <span class="hint"><bdi>{{REASON}}</bdi></span></li>{{/SUGGESTION}}
</ul></form>
{{/SUGGESTIONS}}{{#SUGGESTIONS_BUSY}}<p class="hint">{{L_suggestions_busy}}</p>
{{/SUGGESTIONS_BUSY}}{{#SUGGESTIONS_FAILED}}<p class="hint">{{L_suggestions_failed}}: {{WHY}}</p>
{{/SUGGESTIONS_FAILED}}{{#RECENTS}}<h3>{{L_recent}}</h3>
<form method="post"><ol class="recent">{{#RECENT}}
<li><button type="submit" class="plain" name="chosen" value="{{NAME}}" data-key="{{NUMBER}}">{{>BENCH_COLOUR}}<bdi>{{NAME}}</bdi></button></li>{{/RECENT}}
</ol></form>
{{/RECENTS}}{{#FINDING_FORM}}<h3>{{L_finding}}</h3>
{{#MEMBER}}<form method="post"><p><a href="{{HOME}}/finding/{{REFERENCE}}"><bdi>{{TITLE}}</bdi></a> <button type="submit" class="plain" name="do" value="leave">{{L_leave}}</button></p></form>
{{/MEMBER}}{{#ALIKE}}<p>{{L_alike}}</p>
<ul class="suggestions alike">{{#ONE}}
<li><form method="post"><input type="hidden" name="finding" value="{{TITLE}}"><button type="submit" class="plain" name="do" value="join"><bdi>{{TITLE}}</bdi></button> <span class="hint"><bdi>{{EXCERPT}}</bdi></span></form></li>{{/ONE}}
</ul>
{{/ALIKE}}<form method="post"><p><label for="finding">{{L_finding_label}}</label>
<input type="text" id="finding" name="finding" list="known-findings" autocomplete="off" dir="auto"></p>
<datalist id="known-findings">{{#KNOWN}}
<option value="{{TITLE}}"></option>{{/KNOWN}}
</datalist>
<p><button type="submit" class="plain" name="do" value="join">{{L_join}}</button></p></form>
{{/FINDING_FORM}}{{#MEMO_FORM}}<h3>{{L_memo}}</h3>
<form method="post"><p><label for="memo">{{L_memo_label}}</label>
<textarea id="memo" name="memo" rows="3" dir="auto">{{MEMO:p}}</textarea></p>
<p><button type="submit" class="plain" name="do" value="memo">{{L_keep_memo}}</button></p></form>
{{/MEMO_FORM}}</section>
</div>
{{>BENCH_FOOT}}
