{{%AUTOESCAPE context="HTML"}}

### {{HEADING}}
{{#EYEBROW}}
{{LABEL}}
{{/EYEBROW}}{{#TABLE}}
{{CAPTION}}

| {{FIRST}} |{{#COLUMN}} {{NAME}} |{{/COLUMN}}
|---|{{#COLUMN}}---:|{{/COLUMN}}
{{#ENTRY}}| {{NAME}} |{{#VALUE}} {{TEXT}} |{{/VALUE}}
{{/ENTRY}}{{#SUM}}| **{{NAME}}** |{{#VALUE}} {{TEXT}} |{{/VALUE}}
{{/SUM}}{{/TABLE}}{{#ASKED}}
{{TEXT}}
{{/ASKED}}{{#MULTIPLE}}
{{L_report_multiple}}
{{/MULTIPLE}}{{#ROUNDED}}
{{L_report_rounded}}
{{/ROUNDED}}{{#NOTE}}
{{HIDDEN_NOTE}}
{{/NOTE}}
