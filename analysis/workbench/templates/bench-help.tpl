{{%AUTOESCAPE context="HTML"}}{{>BENCH_HEAD}}<h1>{{TITLE}}</h1>
<p>{{L_help_intro}}</p>
<table>
<caption>{{L_help_keys}}</caption>
<thead><tr><th scope="col">{{L_help_key}}</th><th scope="col">{{L_help_does}}</th></tr></thead>
<tbody>
<tr><td><kbd>Enter</kbd></td><td>{{L_help_enter}}</td></tr>
<tr><td><kbd>Ctrl</kbd>+<kbd>Enter</kbd></td><td>{{L_help_next}}</td></tr>
<tr><td><kbd>Esc</kbd></td><td>{{L_help_escape}}</td></tr>
<tr><td><kbd>1</kbd>–<kbd>9</kbd></td><td>{{L_help_recent}}</td></tr>
<tr><td><kbd>j</kbd> <kbd>k</kbd></td><td>{{L_help_walk}}</td></tr>
<tr><td><kbd>l</kbd></td><td>{{L_help_label}}</td></tr>
<tr><td><kbd>x</kbd> <kbd>h</kbd></td><td>{{L_help_marks}}</td></tr>
<tr><td><kbd>q</kbd></td><td>{{L_help_quote}}</td></tr>
<tr><td><kbd>u</kbd></td><td>{{L_help_undo}}</td></tr>
<tr><td><kbd>?</kbd></td><td>{{L_help_help}}</td></tr>
</tbody>
</table>
<p>{{L_help_single}}</p>
<form method="post" action="{{HOME}}/keys"><p><button type="submit" class="plain" name="on" value="1">{{L_keys_on}}</button> <button type="submit" class="plain" name="off" value="1">{{L_keys_off}}</button></p></form>
{{>BENCH_FOOT}}
