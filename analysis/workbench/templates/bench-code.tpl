{{%AUTOESCAPE context="HTML"}}{{>BENCH_HEAD}}<h1>{{TITLE}}: {{>BENCH_COLOUR}}<bdi>{{NAME}}</bdi></h1>
{{#ALIAS}}<p class="hint">{{L_alias}}: <bdi>{{NAME}}</bdi></p>
{{/ALIAS}}<form method="post" class="card">
<p><label for="name">{{L_part_name}}</label> <input type="text" id="name" name="name" value="{{NAME}}" autocomplete="off" dir="auto"></p>
<p><label for="definition">{{L_part_definition}}</label> <textarea id="definition" name="definition" rows="3" dir="auto">{{DEFINITION:p}}</textarea></p>
<p><label for="example">{{L_part_example}}</label> <textarea id="example" name="example" rows="3" dir="auto">{{EXAMPLE:p}}</textarea></p>
<p><label for="keywords">{{L_part_keywords}}</label> <input type="text" id="keywords" name="keywords" value="{{KEYWORDS}}" autocomplete="off" dir="auto" aria-describedby="keywords-hint"></p>
<p class="hint" id="keywords-hint">{{L_keywords_hint}}</p>
<p><label for="colour">{{L_part_colour}}</label> <input type="color" id="colour" name="colour" value="{{COLOUR}}"></p>
<p class="tick"><input type="checkbox" id="retired" name="retired" value="1"{{#RETIRED}} checked{{/RETIRED}}> <label for="retired">{{L_retire}}</label></p>
<p><button type="submit" class="button" name="do" value="keep">{{L_keep_card}}</button></p>
</form>
<h2>{{L_move}}</h2>
<form method="post" class="filter"><p><label for="parent">{{L_above}}</label> <select id="parent" name="parent"><option value="">{{L_above_none}}</option>{{#OTHER}}<option value="{{REFERENCE}}"{{#ABOVE}} selected{{/ABOVE}}>{{NAME}}</option>{{/OTHER}}</select></p><p><button type="submit" class="plain" name="do" value="move">{{L_move_button}}</button></p></form>
<h2>{{L_merge}}</h2>
<form method="post" class="filter"><p><label for="other">{{L_merge_with}}</label> <select id="other" name="other">{{#OTHER}}<option value="{{REFERENCE}}">{{NAME}}</option>{{/OTHER}}</select></p><p><button type="submit" class="plain" name="do" value="merge">{{L_merge_look}}</button></p></form>
<h2>{{L_split}}</h2>
<form method="post">
<ul class="members">{{#MENTION}}
<li><input type="checkbox" id="m{{ID}}" name="mention" value="{{ID}}"> <label for="m{{ID}}"><bdi>{{EXCERPT}}</bdi></label> <a href="{{HOME}}/coding/2/{{ID}}" aria-label="{{L_open}} {{ID}}">{{L_open}}</a></li>{{/MENTION}}
</ul>
<p><label for="split-name">{{L_new_label}}</label> <input type="text" id="split-name" name="name" autocomplete="off" dir="auto"></p>
<p><button type="submit" class="plain" name="do" value="split">{{L_split_button}}</button></p>
</form>
{{>BENCH_FOOT}}
