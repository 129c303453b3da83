{{%AUTOESCAPE context="HTML"}}
{{L_report_programme}}

# {{TITLE}}
{{#DRAFT}}
> **{{L_report_draft}}.** {{L_report_draft_note}}
{{#REASONS}}>
> {{L_report_draft_reasons}}
>
{{#REASON}}> - {{TEXT}}
{{/REASON}}{{/REASONS}}{{#READY}}>
> {{L_report_draft_ready}}
{{/READY}}{{/DRAFT}}
{{L_report_lead}}

## {{L_report_summary}}

{{#KEY}}- {{NUMBER}} {{LABEL}}
{{/KEY}}{{#ROUNDED}}
{{ROUNDED_NOTE}}
{{/ROUNDED}}{{#SENTENCES}}{{#SENTENCE}}
{{TEXT}}
{{/SENTENCE}}{{/SENTENCES}}{{#HIGHLIGHTS}}
### {{L_report_highlights}}
{{#HIGHLIGHT}}
**{{TITLE}}**
{{#NUMBER}}
**{{COUNT}}** {{OF}}
{{/NUMBER}}{{#SECRET}}
{{L_report_finding_hidden}}
{{/SECRET}}{{>QUOTE}}{{#REQUEST}}
**{{LABEL}}.** {{TEXT}}
{{/REQUEST}}{{/HIGHLIGHT}}{{/HIGHLIGHTS}}
## {{L_report_why}}

{{L_report_why_programme}}

{{L_report_why_domains}}

{{L_report_why_questions}}

- {{L_report_why_paths}}
- {{L_report_why_myths}}

## {{L_report_response}}

{{L_report_response_text}}

{{L_report_response_caption}}

| {{L_report_dimension_questionnaire}} | {{L_report_dimension_audience}} |{{#RESPONSE_COLUMN}} {{NAME}} |{{/RESPONSE_COLUMN}} {{L_report_responses}} |
|---|---|{{#RESPONSE_COLUMN}}---:|{{/RESPONSE_COLUMN}}---:|
{{#RESPONSE_ROW}}| {{NAME}} | {{AUDIENCE}} |{{#VALUE}} {{TEXT}} |{{/VALUE}}
{{/RESPONSE_ROW}}{{#RESPONSE_SUM}}| **{{L_report_total}}** | |{{#VALUE}} {{TEXT}} |{{/VALUE}}
{{/RESPONSE_SUM}}{{#ROUNDED}}
{{L_report_rounded}}
{{/ROUNDED}}{{#RESPONSE_NOTE}}
{{HIDDEN_NOTE}}
{{/RESPONSE_NOTE}}
{{SEALED}}

## {{L_report_method}}

{{L_report_method_asked}}

{{L_report_method_unit}}
{{#ROUNDED}}
{{ROUNDED_NOTE}}
{{/ROUNDED}}{{#CODED}}
{{L_report_findings_method}}
{{/CODED}}
### {{L_report_limits}}

- {{L_report_limits_choice}}
- {{LIMITS_INTERVAL}}
- {{L_report_limits_story}}
- {{L_report_limits_twice}}
- {{L_report_limits_absent}}
{{#DOMAIN}}
## {{NAME}}
{{#ALSO}}
{{L_report_domain_also}} {{TITLE}}
{{/ALSO}}{{>FIGURE}}{{>FINDING}}{{/DOMAIN}}{{#MYTHS}}
## {{L_report_myths}}

{{L_report_about_myths}}
{{>FIGURE}}{{>FINDING}}{{/MYTHS}}{{#CONTRAST}}
## {{L_report_contrast}}

{{L_report_contrast_text}}
{{#PAIR}}{{#SIDE}}
### {{TITLE}}

{{LABEL}}
{{>QUOTE}}{{/SIDE}}{{#TABLE}}
{{L_report_contrast_caption}}

| {{L_report_dimension_audience}} |{{#COLUMN}} {{TITLE}} |{{/COLUMN}}
|---|{{#COLUMN}}---:|{{/COLUMN}}
{{#ENTRY}}| {{NAME}} |{{#VALUE}} {{TEXT}} |{{/VALUE}}
{{/ENTRY}}{{#SUM}}| **{{NAME}}** |{{#VALUE}} {{TEXT}} |{{/VALUE}}
{{/SUM}}{{#ROUNDED}}
{{L_report_rounded}}
{{/ROUNDED}}{{#NOTE}}
{{HIDDEN_NOTE}}
{{/NOTE}}{{/TABLE}}{{/PAIR}}{{/CONTRAST}}{{#WAVES}}
## {{L_report_waves}}

{{L_report_waves_text}}
{{#TABLE}}
{{CAPTION}}

| {{L_report_dimension_finding}} |{{#COLUMN}} {{NAME}} |{{/COLUMN}} {{L_report_total}} |
|---|{{#COLUMN}}---:|{{/COLUMN}}---:|
{{#ENTRY}}| {{NAME}} |{{#VALUE}} {{TEXT}} |{{/VALUE}}
{{/ENTRY}}{{#SUM}}| **{{NAME}}** |{{#VALUE}} {{TEXT}} |{{/VALUE}}
{{/SUM}}{{#ROUNDED}}
{{L_report_rounded}}
{{/ROUNDED}}{{#NOTE}}
{{HIDDEN_NOTE}}
{{/NOTE}}{{/TABLE}}{{/WAVES}}{{#PROPOSALS}}
## {{L_report_proposals}}

{{L_report_proposals_text}}

{{L_report_proposals_caption}}

| {{L_report_proposals_finding}} | {{L_report_part_proposal}} | {{L_report_part_owner}} | {{L_report_part_state}} |
|---|---|---|---|
{{#PROPOSAL}}| {{TITLE}} | {{#LINE}}{{TEXT}}{{#BREAK}} / {{/BREAK}}{{/LINE}} | {{OWNER}} | {{STATE}}{{#DAY}} {{WORDS}}{{/DAY}} |
{{/PROPOSAL}}{{/PROPOSALS}}{{#PRIORITIES}}
## {{L_report_priorities}}

{{L_report_priorities_text}}
{{#BALLOT}}
### {{TITLE}}
{{#FEW}}
{{WORDS}}
{{/FEW}}{{#COUNTED}}
{{VOTERS}}

{{#BAND}}1. {{#TOGETHER}}{{L_report_priorities_together}}
{{/TOGETHER}}{{#ITEM}}
   - {{#LINKED}}{{TEXT}}{{/LINKED}}{{#PLAIN}}{{TEXT}}{{/PLAIN}}
{{/ITEM}}{{/BAND}}{{#MINORITY}}
#### {{L_report_priorities_minority}}

{{WHY}}

{{#ITEM}}- {{#LINKED}}{{TEXT}}{{/LINKED}}{{#PLAIN}}{{TEXT}}{{/PLAIN}}
{{/ITEM}}{{/MINORITY}}{{#TABLE}}
{{CAPTION}}

| {{FIRST}} |{{#COLUMN}} {{NAME}} |{{/COLUMN}}
|---|{{#COLUMN}}---:|{{/COLUMN}}
{{#ENTRY}}| {{NAME}} |{{#VALUE}} {{TEXT}} |{{/VALUE}}
{{/ENTRY}}{{#NOTE}}
{{WORDS}}
{{/NOTE}}{{/TABLE}}{{#PLAIN_NOTE}}
{{WORDS}}
{{/PLAIN_NOTE}}
{{METHOD}}{{#KEMENY}} {{L_report_priorities_kemeny}}{{/KEMENY}}
{{/COUNTED}}{{/BALLOT}}{{/PRIORITIES}}{{#KIND}}
## {{TITLE}}

{{ABOUT}}
{{#NOTHING}}
{{L_report_kind_nothing}}
{{/NOTHING}}{{#TOLD}}
{{TOTAL}}
{{/TOLD}}{{>FIGURE}}{{#QUOTES}}
### {{L_report_quotes}}
{{#FEW}}
{{WORDS}}
{{/FEW}}{{#NONE}}
{{L_report_quotes_none_released}}
{{/NONE}}{{#ABOVE}}
{{L_report_quotes_above}}
{{/ABOVE}}{{#SOME}}
{{L_report_quotes_released}}
{{/SOME}}{{>QUOTE}}{{/QUOTES}}{{/KIND}}{{#RECOGNITION}}
## {{L_report_recognition}}

{{L_report_recognition_text}}
{{>FIGURE}}{{/RECOGNITION}}
## {{L_report_privacy}}

- {{L_report_privacy_not_collected}}
- {{L_report_privacy_sealed}}
- {{PRIVACY_THRESHOLD}}
- {{PRIVACY_SECOND}}
- {{HIDDEN_PLACES}}
- {{L_report_privacy_reading}}
- {{L_report_privacy_quotes}}
- {{L_report_privacy_retention}}

## {{L_report_questions}}

{{L_report_questions_text}}
{{#ASKED}}
### {{TITLE}}

{{L_report_dimension_audience}}: {{AUDIENCE}}

{{#ITEM}}1. {{TEXT}}
{{#GROUP}}{{#QUESTION}}   - {{TEXT}}
{{/QUESTION}}{{/GROUP}}{{/ITEM}}{{/ASKED}}{{#CODEBOOK}}
## {{L_report_codebook}}

{{L_report_codebook_text}}

{{#CODE}}- **{{NAME}}**{{#DEFINITION}}: {{TEXT}}{{/DEFINITION}}
{{/CODE}}{{/CODEBOOK}}
{{L_report_footer}}
