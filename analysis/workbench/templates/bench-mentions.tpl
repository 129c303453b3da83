{{%AUTOESCAPE context="HTML"}}{{>BENCH_HEAD}}<h1>{{TITLE}}</h1>
<form method="post" action="{{HOME}}/select" class="filter">
<p><label for="sought">{{L_search}}</label> <input type="text" id="sought" name="words" value="{{WORDS}}" dir="auto" autocomplete="off"></p>
<p><label for="state">{{L_state}}</label> <select id="state" name="state">{{#STATE_CHOICE}}<option value="{{VALUE}}"{{#CHOSEN}} selected{{/CHOSEN}}>{{NAME}}</option>{{/STATE_CHOICE}}</select></p>
<p><label for="kind">{{L_kind}}</label> <select id="kind" name="kind"><option value="">{{L_any}}</option>{{#KIND_CHOICE}}<option value="{{VALUE}}"{{#CHOSEN}} selected{{/CHOSEN}}>{{NAME}}</option>{{/KIND_CHOICE}}</select></p>
<p><label for="audience">{{L_audience}}</label> <select id="audience" name="audience"><option value="">{{L_any}}</option>{{#AUDIENCE_CHOICE}}<option value="{{VALUE}}"{{#CHOSEN}} selected{{/CHOSEN}}>{{NAME}}</option>{{/AUDIENCE_CHOICE}}</select></p>
<p><label for="tag">{{L_label}}</label> <select id="tag" name="tag"><option value="">{{L_any}}</option>{{#TAG_CHOICE}}<option value="{{VALUE}}"{{#CHOSEN}} selected{{/CHOSEN}}>{{NAME}}</option>{{/TAG_CHOICE}}</select></p>
{{#SIGHTED}}<p><label for="finding">{{L_finding}}</label> <select id="finding" name="finding"><option value="">{{L_any}}</option>{{#FINDING_CHOICE}}<option value="{{VALUE}}"{{#CHOSEN}} selected{{/CHOSEN}}>{{NAME}}</option>{{/FINDING_CHOICE}}</select></p>
{{/SIGHTED}}<p><label for="sort">{{L_sort}}</label> <select id="sort" name="sort">{{#SORT_CHOICE}}<option value="{{VALUE}}"{{#CHOSEN}} selected{{/CHOSEN}}>{{NAME}}</option>{{/SORT_CHOICE}}</select></p>
<p class="tick"><input type="checkbox" id="backwards" name="backwards" value="1"{{#BACKWARDS}} checked{{/BACKWARDS}}> <label for="backwards">{{L_backwards}}</label></p>
<p><button type="submit" class="button">{{L_show}}</button> <button type="submit" class="plain" name="queue" value="1">{{L_show_queue}}</button></p>
</form>
{{>BENCH_PROGRESS}}<form method="post" action="{{HOME}}/mentions/{{SELECTION}}">
<p><strong>{{COUNT}}</strong> {{L_mentions_count}} · {{L_page}} {{PAGE}} {{L_of}} {{PAGES}}</p>
<div class="wide" role="region" aria-label="{{TITLE}}" tabindex="0">
<table class="grid">
<thead><tr><th scope="col">{{L_choose}}</th><th scope="col">{{L_text}}</th><th scope="col">{{L_question}}</th><th scope="col">{{L_audience}}</th><th scope="col">{{L_own_tags}}</th><th scope="col">{{L_answers}}</th><th scope="col">{{L_labels}}</th>{{#SIGHTED}}<th scope="col">{{L_finding}}</th>{{/SIGHTED}}</tr></thead>
<tbody>{{#ROW}}
<tr><td><input type="checkbox" name="mention" value="{{ID}}" aria-label="{{L_choose}} {{ID}}"></td>
<td class="text"><a href="{{HOME}}/coding/{{SELECTION}}/{{ID}}" dir="auto">{{EXCERPT}}</a></td>
<td dir="auto">{{QUESTION}}</td>
<td>{{AUDIENCE}}</td>
<td>{{#OWN_TAGS}}{{#ANSWER}}<bdi class="own">{{VALUE}}</bdi> {{/ANSWER}}{{/OWN_TAGS}}</td>
<td>{{#ANSWERS}}{{#ANSWER}}<bdi class="own" title="{{NAME}}">{{VALUE}}</bdi> {{/ANSWER}}{{/ANSWERS}}</td>
<td>{{#TAG}}<bdi class="tag">{{>BENCH_COLOUR}}{{NAME}}</bdi>{{#DISPUTED}} <span class="state">{{L_disputed}}</span>{{/DISPUTED}} {{/TAG}}</td>
{{#SIGHTED}}<td>{{#FINDING}}<a href="{{HOME}}/finding/{{REFERENCE}}"><bdi>{{TITLE}}</bdi></a>{{/FINDING}}</td>{{/SIGHTED}}</tr>{{/ROW}}
</tbody>
</table>
</div>
<nav aria-label="{{L_pages}}"><p>{{#PREVIOUS}}<a id="previous" href="{{HOME}}/mentions/{{SELECTION}}/{{NUMBER}}">{{L_previous_page}}</a> {{/PREVIOUS}}{{#NEXT}}<a id="next" href="{{HOME}}/mentions/{{SELECTION}}/{{NUMBER}}">{{L_next_page}}</a>{{/NEXT}}</p></nav>
<fieldset class="bulk">
<legend>{{L_bulk}}</legend>
<p class="tick"><input type="checkbox" id="all" name="all" value="1"> <label for="all">{{L_all}} ({{COUNT}})</label></p>
<p><label for="label">{{L_label}}</label> <input type="text" id="label" name="label" list="known" autocomplete="off" dir="auto"></p>
<datalist id="known">{{#KNOWN_TAG}}
<option value="{{NAME}}"></option>{{/KNOWN_TAG}}
</datalist>
<p><button type="submit" class="button" name="do" value="tag">{{L_give}}</button></p>
{{#SIGHTED}}<p><label for="bulk-finding">{{L_finding_label}}</label> <input type="text" id="bulk-finding" name="finding" autocomplete="off" dir="auto"></p>
<p><button type="submit" class="plain" name="do" value="join">{{L_join}}</button></p>
{{/SIGHTED}}</fieldset>
</form>
{{>BENCH_FOOT}}
