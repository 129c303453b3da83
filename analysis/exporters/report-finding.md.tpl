{{%AUTOESCAPE context="HTML"}}

### {{TITLE}}
{{#NUMBER}}
**{{COUNT}}** {{OF}}
{{/NUMBER}}{{#SECRET}}
{{L_report_finding_hidden}}
{{/SECRET}}{{>QUOTE}}{{#PART}}
**{{LABEL}}:** {{#LINE}}{{TEXT}}{{#BREAK}}{{BI_SPACE}}{{BI_SPACE}}
{{/BREAK}}{{/LINE}}
{{/PART}}{{#PDCA}}
**{{L_report_pdca}}**

{{#STEP}}1. {{#NOW}}**{{/NOW}}{{LABEL}}{{#NOW}}**{{/NOW}}{{#DAY}} {{WORDS}}{{/DAY}}
{{/STEP}}{{/PDCA}}
