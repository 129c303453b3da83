{{%AUTOESCAPE context="HTML"}}<h3{{#TITLE_WRITTEN}} lang="{{IN}}"{{/TITLE_WRITTEN}}>{{TITLE}}</h3>
{{#NUMBER}}<p><strong>{{COUNT}}</strong> {{OF}}</p>
{{/NUMBER}}{{#SECRET}}<p>{{L_report_finding_hidden}}</p>
{{/SECRET}}{{>QUOTE}}{{#PART}}<p dir="auto"><strong>{{LABEL}}:</strong> <span{{#WRITTEN}} lang="{{IN}}"{{/WRITTEN}}>{{#LINE}}{{TEXT}}{{#BREAK}}<br>{{/BREAK}}{{/LINE}}</span></p>
{{/PART}}{{#PDCA}}<p><strong>{{L_report_pdca}}</strong></p>
<ol>
{{#STEP}}<li>{{#NOW}}<strong>{{/NOW}}{{LABEL}}{{#NOW}}</strong>{{/NOW}}{{#DAY}} {{WORDS}}{{/DAY}}</li>
{{/STEP}}</ol>
{{/PDCA}}