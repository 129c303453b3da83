{{%AUTOESCAPE context="HTML"}}<h3>{{TITLE}}</h3>
{{#NUMBER}}<p><strong>{{COUNT}}</strong> {{OF}}</p>
{{/NUMBER}}{{#SECRET}}<p>{{L_report_finding_hidden}}</p>
{{/SECRET}}{{>QUOTE}}{{#PART}}<p dir="auto"><strong>{{LABEL}}:</strong> {{#LINE}}{{TEXT}}{{#BREAK}}<br>{{/BREAK}}{{/LINE}}</p>
{{/PART}}{{#PDCA}}<p><strong>{{L_report_pdca}}</strong></p>
<ol>
{{#STEP}}<li>{{#NOW}}<strong>{{/NOW}}{{LABEL}}{{#NOW}}</strong>{{/NOW}}{{#DAY}} {{WORDS}}{{/DAY}}</li>
{{/STEP}}</ol>
{{/PDCA}}