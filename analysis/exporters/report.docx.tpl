{{%AUTOESCAPE context="HTML"}}<!doctype html>
<html lang="{{LANGUAGE}}" dir="{{L_direction}}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="robots" content="noindex">
<title>{{TITLE}}{{#DRAFT}} – {{L_report_draft}}{{/DRAFT}}</title>
<style>
{{>REPORT_DOCX_CSS}}
</style>
</head>
<body{{#DRAFT}} data-concept="{{L_report_draft}}"{{/DRAFT}}>
{{#DRAFT}}<p><strong>{{L_report_draft}}.</strong> {{L_report_draft_note}}</p>
{{#REASONS}}<p>{{L_report_draft_reasons}}</p>
<ul>
{{#REASON}}<li>{{TEXT}}</li>
{{/REASON}}</ul>
{{/REASONS}}{{#READY}}<p>{{L_report_draft_ready}}</p>
{{/READY}}{{/DRAFT}}<p>{{L_report_programme}}</p>
<h1>{{TITLE}}</h1>
<p>{{L_report_lead}}</p>
<h2>{{L_report_summary}}</h2>
<ul>
{{#KEY}}<li>{{NUMBER}} {{LABEL}}</li>
{{/KEY}}</ul>
{{#ROUNDED}}<p>{{ROUNDED_NOTE}}</p>
{{/ROUNDED}}{{#SENTENCES}}<ul>
{{#SENTENCE}}<li>{{TEXT}}</li>
{{/SENTENCE}}</ul>
{{/SENTENCES}}{{#HIGHLIGHTS}}<h3>{{L_report_highlights}}</h3>
<ol>
{{#HIGHLIGHT}}<li>
<p><strong{{#TITLE_WRITTEN}} lang="{{IN}}"{{/TITLE_WRITTEN}}>{{TITLE}}</strong></p>
{{#NUMBER}}<p><strong>{{COUNT}}</strong> {{OF}}</p>
{{/NUMBER}}{{#SECRET}}<p>{{L_report_finding_hidden}}</p>
{{/SECRET}}{{>QUOTE}}{{#REQUEST}}<p><strong>{{LABEL}}.</strong> <span{{#WRITTEN}} lang="{{IN}}"{{/WRITTEN}}>{{TEXT}}</span></p>
{{/REQUEST}}</li>
{{/HIGHLIGHT}}</ol>
{{/HIGHLIGHTS}}<h2>{{L_report_why}}</h2>
<p>{{L_report_why_programme}}</p>
<p>{{L_report_why_domains}}</p>
<p>{{L_report_why_questions}}</p>
<ul>
<li>{{L_report_why_paths}}</li>
<li>{{L_report_why_myths}}</li>
</ul>
<h2>{{L_report_response}}</h2>
<p>{{L_report_response_text}}</p>
<table border="1">
<caption>{{L_report_response_caption}}</caption>
<thead><tr><th scope="col">{{L_report_dimension_questionnaire}}</th><th scope="col">{{L_report_dimension_audience}}</th>{{#RESPONSE_COLUMN}}<th scope="col">{{NAME}}</th>{{/RESPONSE_COLUMN}}<th scope="col">{{L_report_responses}}</th></tr></thead>
<tbody>
{{#RESPONSE_ROW}}<tr><th scope="row"{{#WRITTEN}} lang="{{IN}}"{{/WRITTEN}}>{{NAME}}</th><td>{{AUDIENCE}}</td>{{#VALUE}}<td>{{TEXT}}</td>{{/VALUE}}</tr>
{{/RESPONSE_ROW}}</tbody>
<tfoot>
{{#RESPONSE_SUM}}<tr><th scope="row" colspan="2">{{L_report_total}}</th>{{#VALUE}}<td>{{TEXT}}</td>{{/VALUE}}</tr>
{{/RESPONSE_SUM}}</tfoot>
</table>
{{#ROUNDED}}<p>{{L_report_rounded}}</p>
{{/ROUNDED}}{{#RESPONSE_NOTE}}<p>{{HIDDEN_NOTE}}</p>
{{/RESPONSE_NOTE}}<p>{{SEALED}}</p>
<h2>{{L_report_method}}</h2>
<p>{{L_report_method_asked}}</p>
<p>{{L_report_method_unit}}</p>
{{#ROUNDED}}<p>{{ROUNDED_NOTE}}</p>
{{/ROUNDED}}{{#CODED}}<p>{{L_report_findings_method}}</p>
{{/CODED}}<h3>{{L_report_limits}}</h3>
<ul>
<li>{{L_report_limits_choice}}</li>
<li>{{LIMITS_INTERVAL}}</li>
<li>{{L_report_limits_story}}</li>
<li>{{L_report_limits_twice}}</li>
<li>{{L_report_limits_absent}}</li>
</ul>
{{#DOMAIN}}{{#NAMED}}<p>{{L_report_domain_eyebrow}}</p>
{{/NAMED}}<h2>{{NAME}}</h2>
{{#ALSO}}<p>{{L_report_domain_also}} <span{{#TITLE_WRITTEN}} lang="{{IN}}"{{/TITLE_WRITTEN}}>{{TITLE}}</span></p>
{{/ALSO}}{{>FIGURE}}{{>FINDING}}{{/DOMAIN}}{{#MYTHS}}<h2>{{L_report_myths}}</h2>
<p>{{L_report_about_myths}}</p>
{{>FIGURE}}{{>FINDING}}{{/MYTHS}}{{#CONTRAST}}<h2>{{L_report_contrast}}</h2>
<p>{{L_report_contrast_text}}</p>
{{#PAIR}}{{#SIDE}}<p>{{LABEL}}</p><h3{{#TITLE_WRITTEN}} lang="{{IN}}"{{/TITLE_WRITTEN}}>{{TITLE}}</h3>
{{>QUOTE}}{{/SIDE}}{{#TABLE}}<table border="1">
<caption>{{L_report_contrast_caption}}</caption>
<thead><tr><th scope="col">{{L_report_dimension_audience}}</th>{{#COLUMN}}<th scope="col"{{#TITLE_WRITTEN}} lang="{{IN}}"{{/TITLE_WRITTEN}}>{{TITLE}}</th>{{/COLUMN}}</tr></thead>
<tbody>
{{#ENTRY}}<tr><th scope="row">{{NAME}}</th>{{#VALUE}}<td>{{TEXT}}</td>{{/VALUE}}</tr>
{{/ENTRY}}</tbody>
<tfoot>
{{#SUM}}<tr><th scope="row">{{NAME}}</th>{{#VALUE}}<td>{{TEXT}}</td>{{/VALUE}}</tr>
{{/SUM}}</tfoot>
</table>
{{#ROUNDED}}<p>{{L_report_rounded}}</p>
{{/ROUNDED}}{{#NOTE}}<p>{{HIDDEN_NOTE}}</p>
{{/NOTE}}{{/TABLE}}{{/PAIR}}{{/CONTRAST}}{{#WAVES}}<h2>{{L_report_waves}}</h2>
<p>{{L_report_waves_text}}</p>
{{#TABLE}}<table border="1">
<caption>{{CAPTION}}</caption>
<thead><tr><th scope="col">{{L_report_dimension_finding}}</th>{{#COLUMN}}<th scope="col">{{NAME}}</th>{{/COLUMN}}<th scope="col">{{L_report_total}}</th></tr></thead>
<tbody>
{{#ENTRY}}<tr><th scope="row"{{#WRITTEN}} lang="{{IN}}"{{/WRITTEN}}>{{NAME}}</th>{{#VALUE}}<td>{{TEXT}}</td>{{/VALUE}}</tr>
{{/ENTRY}}</tbody>
<tfoot>
{{#SUM}}<tr><th scope="row">{{NAME}}</th>{{#VALUE}}<td>{{TEXT}}</td>{{/VALUE}}</tr>
{{/SUM}}</tfoot>
</table>
{{#ROUNDED}}<p>{{L_report_rounded}}</p>
{{/ROUNDED}}{{#NOTE}}<p>{{HIDDEN_NOTE}}</p>
{{/NOTE}}{{/TABLE}}{{/WAVES}}{{#PROPOSALS}}<h2>{{L_report_proposals}}</h2>
<p>{{L_report_proposals_text}}</p>
<table border="1">
<caption>{{L_report_proposals_caption}}</caption>
<thead><tr><th scope="col">{{L_report_proposals_finding}}</th><th scope="col">{{L_report_part_proposal}}</th><th scope="col">{{L_report_part_owner}}</th><th scope="col">{{L_report_part_state}}</th></tr></thead>
<tbody>
{{#PROPOSAL}}<tr><th scope="row"{{#TITLE_WRITTEN}} lang="{{IN}}"{{/TITLE_WRITTEN}}>{{TITLE}}</th><td{{#WRITTEN}} lang="{{IN}}"{{/WRITTEN}}>{{#LINE}}{{TEXT}}{{#BREAK}}<br>{{/BREAK}}{{/LINE}}</td><td{{#OWNER_WRITTEN}} lang="{{IN}}"{{/OWNER_WRITTEN}}>{{OWNER}}</td><td>{{STATE}}{{#DAY}} {{WORDS}}{{/DAY}}</td></tr>
{{/PROPOSAL}}</tbody>
</table>
{{/PROPOSALS}}{{#PRIORITIES}}<h2>{{L_report_priorities}}</h2>
<p>{{L_report_priorities_text}}</p>
{{#BALLOT}}<h3{{#WRITTEN}} lang="{{IN}}"{{/WRITTEN}}>{{TITLE}}</h3>
{{#FEW}}<p>{{WORDS}}</p>
{{/FEW}}{{#COUNTED}}<p>{{VOTERS}}</p>
<ol>
{{#BAND}}<li>{{#TOGETHER}}<p>{{L_report_priorities_together}}</p>{{/TOGETHER}}<ul>
{{#ITEM}}<li{{#WRITTEN}} lang="{{IN}}"{{/WRITTEN}}>{{#LINKED}}{{TEXT}}{{/LINKED}}{{#PLAIN}}{{TEXT}}{{/PLAIN}}</li>
{{/ITEM}}</ul></li>
{{/BAND}}</ol>
{{#MINORITY}}<h4>{{L_report_priorities_minority}}</h4>
<p>{{WHY}}</p>
<ul>
{{#ITEM}}<li{{#WRITTEN}} lang="{{IN}}"{{/WRITTEN}}>{{#LINKED}}{{TEXT}}{{/LINKED}}{{#PLAIN}}{{TEXT}}{{/PLAIN}}</li>
{{/ITEM}}</ul>
{{/MINORITY}}{{#TABLE}}<table border="1">
<caption>{{CAPTION}}</caption>
<thead><tr><th scope="col">{{FIRST}}</th>{{#COLUMN}}<th scope="col">{{NAME}}</th>{{/COLUMN}}</tr></thead>
<tbody>
{{#ENTRY}}<tr><th scope="row"{{#WRITTEN}} lang="{{IN}}"{{/WRITTEN}}>{{NAME}}</th>{{#VALUE}}<td>{{TEXT}}</td>{{/VALUE}}</tr>
{{/ENTRY}}</tbody>
</table>
{{#NOTE}}<p>{{WORDS}}</p>
{{/NOTE}}{{/TABLE}}{{#PLAIN_NOTE}}<p>{{WORDS}}</p>
{{/PLAIN_NOTE}}<p>{{METHOD}}{{#KEMENY}} {{L_report_priorities_kemeny}}{{/KEMENY}}</p>
{{/COUNTED}}{{/BALLOT}}{{/PRIORITIES}}{{#KIND}}<h2>{{TITLE}}</h2>
<p>{{ABOUT}}</p>
{{#NOTHING}}<p>{{L_report_kind_nothing}}</p>
{{/NOTHING}}{{#TOLD}}<p>{{TOTAL}}</p>
{{/TOLD}}{{>FIGURE}}{{#QUOTES}}<h3>{{L_report_quotes}}</h3>
{{#FEW}}<p>{{WORDS}}</p>
{{/FEW}}{{#NONE}}<p>{{L_report_quotes_none_released}}</p>
{{/NONE}}{{#ABOVE}}<p>{{L_report_quotes_above}}</p>
{{/ABOVE}}{{#SOME}}<p>{{L_report_quotes_released}}</p>
{{/SOME}}{{>QUOTE}}{{/QUOTES}}{{/KIND}}{{#RECOGNITION}}<h2>{{L_report_recognition}}</h2>
<p>{{L_report_recognition_text}}</p>
{{>FIGURE}}{{/RECOGNITION}}<h2>{{L_report_privacy}}</h2>
<ul>
<li>{{L_report_privacy_not_collected}}</li>
<li>{{L_report_privacy_sealed}}</li>
<li>{{PRIVACY_THRESHOLD}}</li>
<li>{{PRIVACY_SECOND}}</li>
<li>{{HIDDEN_PLACES}}</li>
<li>{{L_report_privacy_reading}}</li>
<li>{{L_report_privacy_quotes}}</li>
<li>{{L_report_privacy_retention}}</li>
</ul>
<h2>{{L_report_questions}}</h2>
<p>{{L_report_questions_text}}</p>
{{#ASKED}}<h3>{{TITLE}}</h3>
<p>{{L_report_dimension_audience}}: {{AUDIENCE}}</p>
<ol>
{{#ITEM}}<li>{{TEXT}}{{#GROUP}}
<ul>
{{#QUESTION}}<li>{{TEXT}}</li>
{{/QUESTION}}</ul>
{{/GROUP}}</li>
{{/ITEM}}</ol>
{{/ASKED}}{{#CODEBOOK}}<h2>{{L_report_codebook}}</h2>
<p>{{L_report_codebook_text}}</p>
<ul{{#WRITTEN}} lang="{{IN}}"{{/WRITTEN}}>
{{#CODE}}<li><strong>{{NAME}}</strong>{{#DEFINITION}}: {{TEXT}}{{/DEFINITION}}</li>
{{/CODE}}</ul>
{{/CODEBOOK}}<p>{{L_report_footer}}</p>
</body>
</html>
