{{%AUTOESCAPE context="HTML"}}<h3>{{HEADING}}</h3>
{{#EYEBROW}}<p>{{LABEL}}</p>
{{/EYEBROW}}{{#TABLE}}<table border="1">
<caption>{{CAPTION}}</caption>
<thead><tr><th scope="col">{{FIRST}}</th>{{#COLUMN}}<th scope="col">{{NAME}}</th>{{/COLUMN}}</tr></thead>
<tbody>
{{#ENTRY}}<tr><th scope="row"{{#WRITTEN}} lang="{{IN}}"{{/WRITTEN}}>{{NAME}}</th>{{#VALUE}}<td>{{TEXT}}</td>{{/VALUE}}</tr>
{{/ENTRY}}</tbody>
<tfoot>
{{#SUM}}<tr><th scope="row">{{NAME}}</th>{{#VALUE}}<td>{{TEXT}}</td>{{/VALUE}}</tr>
{{/SUM}}</tfoot>
</table>
{{/TABLE}}{{#ASKED}}<p>{{TEXT}}</p>
{{/ASKED}}{{#MULTIPLE}}<p>{{L_report_multiple}}</p>
{{/MULTIPLE}}{{#ROUNDED}}<p>{{L_report_rounded}}</p>
{{/ROUNDED}}{{#NOTE}}<p>{{HIDDEN_NOTE}}</p>
{{/NOTE}}