{{%AUTOESCAPE context="HTML"}}<div class="figure">
{{#EYEBROW}}<p class="eyebrow">{{LABEL}}</p>
{{/EYEBROW}}<h3 id="{{ID}}">{{HEADING}}</h3>
{{#CHART}}<div class="chart {{LAYOUT}}" role="img" aria-label="{{CHART_LABEL}}">
<p class="scale">{{SCALE}}</p>
{{#ROW}}<div class="row"><div class="name"{{#WRITTEN}} lang="{{IN}}"{{/WRITTEN}}>{{NAME}}</div><div class="bars">
{{#BAR}}<div class="bar">{{#WHO}}<span class="who">{{NAME}}</span>{{/WHO}}<svg class="s{{SERIES}} {{SORT}}" width="100%" height="20" focusable="false"><rect width="{{LENGTH}}" height="20" rx="2"></rect><text x="{{LENGTH}}" y="15" dx="7">{{VALUE}}</text></svg></div>
{{/BAR}}</div></div>
{{/ROW}}</div>
{{/CHART}}{{#TABLE}}<div class="scroll" role="group" aria-labelledby="{{ID}}-table" tabindex="0">
<table>
<caption id="{{ID}}-table">{{CAPTION}}</caption>
<thead><tr><th scope="col">{{FIRST}}</th>{{#COLUMN}}<th scope="col">{{NAME}}</th>{{/COLUMN}}</tr></thead>
<tbody>
{{#ENTRY}}<tr><th scope="row"{{#WRITTEN}} lang="{{IN}}"{{/WRITTEN}}>{{NAME}}</th>{{#VALUE}}<td{{#HIDDEN}} class="hidden"{{/HIDDEN}}>{{TEXT}}</td>{{/VALUE}}</tr>
{{/ENTRY}}</tbody>
<tfoot>
{{#SUM}}<tr><th scope="row">{{NAME}}</th>{{#VALUE}}<td{{#HIDDEN}} class="hidden"{{/HIDDEN}}>{{TEXT}}</td>{{/VALUE}}</tr>
{{/SUM}}</tfoot>
</table>
</div>
{{/TABLE}}{{#ASKED}}<p class="note">{{TEXT}}</p>
{{/ASKED}}{{#MULTIPLE}}<p class="note">{{L_report_multiple}}</p>
{{/MULTIPLE}}{{#ROUNDED}}<p class="note">{{L_report_rounded}}</p>
{{/ROUNDED}}{{#NOTE}}<p class="note">{{HIDDEN_NOTE}}</p>
{{/NOTE}}</div>
