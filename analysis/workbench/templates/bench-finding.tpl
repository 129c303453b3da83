{{%AUTOESCAPE context="HTML"}}{{>BENCH_HEAD}}<h1><bdi>{{NAME}}</bdi></h1>
<p>{{KIND}} · {{MENTIONS}} · {{PEOPLE}}</p>
{{#ALIAS}}<p class="hint">{{L_alias}}: <bdi>{{NAME}}</bdi></p>
{{/ALIAS}}<form method="post" class="card">
{{#FIELD}}<p><label for="part-{{NUMBER}}">{{LABEL}}{{#NEEDED}} ({{L_needed}}){{/NEEDED}}</label>
{{#WORDS}}<textarea id="part-{{NUMBER}}" name="part.{{PART}}" rows="2" dir="auto">{{VALUE:p}}</textarea>{{/WORDS}}{{#DAY}}<input type="date" id="part-{{NUMBER}}" name="part.{{PART}}" value="{{VALUE}}">{{/DAY}}{{#CHOICE}}<select id="part-{{NUMBER}}" name="part.{{PART}}"><option value="">–</option>{{#OPTION}}<option value="{{VALUE}}"{{#CHOSEN}} selected{{/CHOSEN}}>{{NAME}}</option>{{/OPTION}}</select>{{/CHOICE}}</p>
{{/FIELD}}<p><button type="submit" class="button" name="do" value="keep">{{L_keep_card}}</button></p>
</form>
{{#MARKS}}<h2 id="marks">{{L_card_marks}}</h2>
<p class="hint">{{L_card_marks_hint}}</p>
<ul class="marks">{{#MARK}}
<li><form method="post"><input type="hidden" name="place" value="{{PLACE}}">{{PART}}: <mark dir="auto">{{WORDS}}</mark> <span class="state">{{STATE}}</span> {{#OPEN}}<button type="submit" class="plain keep" name="do" value="stay">{{L_card_mark_stay}}</button>{{/OPEN}}{{#DECIDED}}<button type="submit" class="plain" name="do" value="open">{{L_decide_again}}</button>{{/DECIDED}}</form></li>{{/MARK}}
</ul>
{{/MARKS}}<h2>{{L_gate}}</h2>
{{#KEPT}}<p>{{L_gate_kept}}</p>
<ul>{{#WHY}}<li><bdi>{{LINE}}</bdi></li>{{/WHY}}</ul>
{{/KEPT}}{{#RELEASABLE}}<form method="post"><p><button type="submit" class="button" name="do" value="release">{{L_release}}</button></p></form>
{{/RELEASABLE}}{{#RELEASED}}<form method="post"><p>{{L_is_released}} <button type="submit" class="plain" name="do" value="draft">{{L_take_back}}</button></p></form>
{{/RELEASED}}
<h2>{{L_merge}}</h2>
<form method="post" class="filter"><p><label for="other">{{L_merge_with}}</label> <select id="other" name="other">{{#OTHER}}<option value="{{REFERENCE}}">{{NAME}}</option>{{/OTHER}}</select></p><p><button type="submit" class="plain" name="do" value="merge">{{L_merge_look}}</button></p></form>
<h2>{{L_members}}</h2>
<form method="post">
<ul class="members">{{#MENTION}}
<li><input type="checkbox" id="m{{ID}}" name="mention" value="{{ID}}"> <label for="m{{ID}}"><bdi>{{EXCERPT}}</bdi> ({{AUDIENCE}})</label> <a href="{{HOME}}/coding/2/{{ID}}" aria-label="{{L_open}} {{ID}}">{{L_open}}</a></li>{{/MENTION}}
</ul>
<p><label for="new">{{L_split_title}}</label> <input type="text" id="new" name="new" autocomplete="off" dir="auto"></p>
<p><button type="submit" class="plain" name="do" value="split">{{L_split_button}}</button></p>
</form>
{{>BENCH_FOOT}}
