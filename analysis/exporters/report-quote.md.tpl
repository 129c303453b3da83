{{%AUTOESCAPE context="HTML"}}

> {{#LINE}}{{TEXT}}{{#BREAK}}{{BI_SPACE}}{{BI_SPACE}}
> {{/BREAK}}{{/LINE}}
{{#FROM}}>
> – {{AUDIENCE}}
{{/FROM}}
