{{%AUTOESCAPE context="HTML"}}<!doctype html>
<html lang="{{LANGUAGE}}" dir="{{L_direction}}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="robots" content="noindex">
<meta name="color-scheme" content="light dark">
<title>{{TITLE}}{{#DRAFT}} – {{L_report_draft}}{{/DRAFT}}</title>
<style>
{{>REPORT_CSS}}
{{>PRINT_CSS}}
</style>
</head>
<body{{#DRAFT}} data-concept="{{L_report_draft}}"{{/DRAFT}}>
<a class="skip" href="#content">{{L_skip_to_content}}</a>
<header>
{{#DRAFT}}<div class="draft" role="note">
<p><strong>{{L_report_draft}}.</strong> {{L_report_draft_note}}</p>
{{#REASONS}}<p>{{L_report_draft_reasons}}</p>
<ul>
{{#REASON}}<li>{{TEXT}}</li>
{{/REASON}}</ul>
{{/REASONS}}{{#READY}}<p>{{L_report_draft_ready}}</p>
{{/READY}}</div>
{{/DRAFT}}<p class="programme">{{L_report_programme}}</p>
<h1>{{TITLE}}</h1>
<p class="lead">{{L_report_lead}}</p>
</header>
<main id="content" tabindex="-1">
<section class="summary" aria-labelledby="summary">
<h2 id="summary">{{L_report_summary}}</h2>
<dl class="keys">
{{#KEY}}<div><dt>{{LABEL}}</dt><dd>{{NUMBER}}</dd></div>
{{/KEY}}</dl>
{{#ROUNDED}}<p class="note">{{ROUNDED_NOTE}}</p>
{{/ROUNDED}}{{#SENTENCES}}<ul class="sentences">
{{#SENTENCE}}<li>{{TEXT}}</li>
{{/SENTENCE}}</ul>
{{/SENTENCES}}{{#HIGHLIGHTS}}<h3 id="highlights">{{L_report_highlights}}</h3>
<ol class="highlights">
{{#HIGHLIGHT}}<li>
<p class="highlight"><a href="#finding-{{ID}}"{{#TITLE_WRITTEN}} lang="{{IN}}"{{/TITLE_WRITTEN}}>{{TITLE}}</a></p>
{{#NUMBER}}<p class="number"><strong>{{COUNT}}</strong> {{OF}}</p>
{{/NUMBER}}{{#SECRET}}<p class="note">{{L_report_finding_hidden}}</p>
{{/SECRET}}{{>QUOTE}}{{#REQUEST}}<p class="request"><strong>{{LABEL}}.</strong> <span{{#WRITTEN}} lang="{{IN}}"{{/WRITTEN}}>{{TEXT}}</span></p>
{{/REQUEST}}</li>
{{/HIGHLIGHT}}</ol>
{{/HIGHLIGHTS}}</section>
<nav aria-labelledby="contents">
<h2 id="contents">{{L_report_contents}}</h2>
<ol>
{{#CHAPTER}}<li><a href="#{{TARGET}}">{{NAME}}</a></li>
{{/CHAPTER}}</ol>
</nav>
<section aria-labelledby="why">
<h2 id="why">{{L_report_why}}</h2>
<p>{{L_report_why_programme}}</p>
<p>{{L_report_why_domains}}</p>
<p>{{L_report_why_questions}}</p>
<ul>
<li>{{L_report_why_paths}}</li>
<li>{{L_report_why_myths}}</li>
</ul>
</section>
<section aria-labelledby="response">
<h2 id="response">{{L_report_response}}</h2>
<p>{{L_report_response_text}}</p>
<div class="scroll" role="group" aria-labelledby="response-table" tabindex="0">
<table>
<caption id="response-table">{{L_report_response_caption}}</caption>
<thead><tr><th scope="col">{{L_report_dimension_questionnaire}}</th><th scope="col" class="words">{{L_report_dimension_audience}}</th>{{#RESPONSE_COLUMN}}<th scope="col">{{NAME}}</th>{{/RESPONSE_COLUMN}}<th scope="col">{{L_report_responses}}</th></tr></thead>
<tbody>
{{#RESPONSE_ROW}}<tr{{#TOGETHER}} class="together"{{/TOGETHER}}><th scope="row"{{#WRITTEN}} lang="{{IN}}"{{/WRITTEN}}>{{NAME}}</th><td class="words">{{AUDIENCE}}</td>{{#VALUE}}<td{{#HIDDEN}} class="hidden"{{/HIDDEN}}>{{TEXT}}</td>{{/VALUE}}</tr>
{{/RESPONSE_ROW}}</tbody>
<tfoot>
{{#RESPONSE_SUM}}<tr><th scope="row" colspan="2">{{L_report_total}}</th>{{#VALUE}}<td{{#HIDDEN}} class="hidden"{{/HIDDEN}}>{{TEXT}}</td>{{/VALUE}}</tr>
{{/RESPONSE_SUM}}</tfoot>
</table>
</div>
{{#ROUNDED}}<p class="note">{{L_report_rounded}}</p>
{{/ROUNDED}}{{#RESPONSE_NOTE}}<p class="note">{{HIDDEN_NOTE}}</p>
{{/RESPONSE_NOTE}}<p>{{SEALED}}</p>
</section>
<section aria-labelledby="method">
<h2 id="method">{{L_report_method}}</h2>
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
</section>
{{#DOMAIN}}<section class="kind" aria-labelledby="{{TARGET}}">
{{#NAMED}}<p class="eyebrow">{{L_report_domain_eyebrow}}</p>
{{/NAMED}}<h2 id="{{TARGET}}">{{NAME}}</h2>
{{#ALSO}}<p class="also">{{L_report_domain_also}} <a href="#finding-{{ID}}"{{#TITLE_WRITTEN}} lang="{{IN}}"{{/TITLE_WRITTEN}}>{{TITLE}}</a></p>
{{/ALSO}}{{>FIGURE}}{{>FINDING}}</section>
{{/DOMAIN}}{{#MYTHS}}<section class="kind" aria-labelledby="myths">
<h2 id="myths">{{L_report_myths}}</h2>
<p class="about">{{L_report_about_myths}}</p>
{{>FIGURE}}{{>FINDING}}</section>
{{/MYTHS}}{{#CONTRAST}}<section class="kind" aria-labelledby="contrast">
<h2 id="contrast">{{L_report_contrast}}</h2>
<p class="about">{{L_report_contrast_text}}</p>
{{#PAIR}}<div class="contrast">
<div class="pair">
{{#SIDE}}<div class="side"><p class="eyebrow">{{LABEL}}</p><h3{{#TITLE_WRITTEN}} lang="{{IN}}"{{/TITLE_WRITTEN}}><a href="#finding-{{ID}}">{{TITLE}}</a></h3>
{{>QUOTE}}</div>
{{/SIDE}}</div>
{{#TABLE}}<div class="scroll" role="group" aria-labelledby="{{TARGET}}" tabindex="0">
<table>
<caption id="{{TARGET}}">{{L_report_contrast_caption}}</caption>
<thead><tr><th scope="col">{{L_report_dimension_audience}}</th>{{#COLUMN}}<th scope="col"{{#TITLE_WRITTEN}} lang="{{IN}}"{{/TITLE_WRITTEN}}>{{TITLE}}</th>{{/COLUMN}}</tr></thead>
<tbody>
{{#ENTRY}}<tr><th scope="row">{{NAME}}</th>{{#VALUE}}<td{{#HIDDEN}} class="hidden"{{/HIDDEN}}>{{TEXT}}</td>{{/VALUE}}</tr>
{{/ENTRY}}</tbody>
<tfoot>
{{#SUM}}<tr><th scope="row">{{NAME}}</th>{{#VALUE}}<td{{#HIDDEN}} class="hidden"{{/HIDDEN}}>{{TEXT}}</td>{{/VALUE}}</tr>
{{/SUM}}</tfoot>
</table>
</div>
{{#ROUNDED}}<p class="note">{{L_report_rounded}}</p>
{{/ROUNDED}}{{#NOTE}}<p class="note">{{HIDDEN_NOTE}}</p>
{{/NOTE}}{{/TABLE}}</div>
{{/PAIR}}</section>
{{/CONTRAST}}{{#WAVES}}<section class="kind" aria-labelledby="waves">
<h2 id="waves">{{L_report_waves}}</h2>
<p class="about">{{L_report_waves_text}}</p>
{{#TABLE}}<div class="figure">
<div class="scroll" role="group" aria-labelledby="{{TARGET}}" tabindex="0">
<table>
<caption id="{{TARGET}}">{{CAPTION}}</caption>
<thead><tr><th scope="col">{{L_report_dimension_finding}}</th>{{#COLUMN}}<th scope="col">{{NAME}}</th>{{/COLUMN}}<th scope="col">{{L_report_total}}</th></tr></thead>
<tbody>
{{#ENTRY}}<tr><th scope="row"><a href="#finding-{{ID}}"{{#WRITTEN}} lang="{{IN}}"{{/WRITTEN}}>{{NAME}}</a></th>{{#VALUE}}<td{{#HIDDEN}} class="hidden"{{/HIDDEN}}>{{TEXT}}</td>{{/VALUE}}</tr>
{{/ENTRY}}</tbody>
<tfoot>
{{#SUM}}<tr><th scope="row">{{NAME}}</th>{{#VALUE}}<td{{#HIDDEN}} class="hidden"{{/HIDDEN}}>{{TEXT}}</td>{{/VALUE}}</tr>
{{/SUM}}</tfoot>
</table>
</div>
{{#ROUNDED}}<p class="note">{{L_report_rounded}}</p>
{{/ROUNDED}}{{#NOTE}}<p class="note">{{HIDDEN_NOTE}}</p>
{{/NOTE}}</div>
{{/TABLE}}</section>
{{/WAVES}}{{#PROPOSALS}}<section class="kind" aria-labelledby="proposals">
<h2 id="proposals">{{L_report_proposals}}</h2>
<p class="about">{{L_report_proposals_text}}</p>
<div class="scroll" role="group" aria-labelledby="proposals-table" tabindex="0">
<table class="wordy">
<caption id="proposals-table">{{L_report_proposals_caption}}</caption>
<thead><tr><th scope="col">{{L_report_proposals_finding}}</th><th scope="col">{{L_report_part_proposal}}</th><th scope="col">{{L_report_part_owner}}</th><th scope="col">{{L_report_part_state}}</th></tr></thead>
<tbody>
{{#PROPOSAL}}<tr><th scope="row"><a href="#finding-{{ID}}"{{#TITLE_WRITTEN}} lang="{{IN}}"{{/TITLE_WRITTEN}}>{{TITLE}}</a></th><td{{#WRITTEN}} lang="{{IN}}"{{/WRITTEN}}>{{#LINE}}{{TEXT}}{{#BREAK}}<br>{{/BREAK}}{{/LINE}}</td><td{{#OWNER_WRITTEN}} lang="{{IN}}"{{/OWNER_WRITTEN}}>{{OWNER}}</td><td>{{STATE}}{{#DAY}} <time datetime="{{DATE}}">{{WORDS}}</time>{{/DAY}}</td></tr>
{{/PROPOSAL}}</tbody>
</table>
</div>
</section>
{{/PROPOSALS}}{{#PRIORITIES}}<section class="kind" aria-labelledby="priorities">
<h2 id="priorities">{{L_report_priorities}}</h2>
<p class="about">{{L_report_priorities_text}}</p>
{{#BALLOT}}<div class="figure">
<h3 id="{{TARGET}}"{{#WRITTEN}} lang="{{IN}}"{{/WRITTEN}}>{{TITLE}}</h3>
{{#FEW}}<p>{{WORDS}}</p>
{{/FEW}}{{#COUNTED}}<p>{{VOTERS}}</p>
<ol class="bands" aria-labelledby="{{TARGET}}">
{{#BAND}}<li>{{#TOGETHER}}<p class="eyebrow">{{L_report_priorities_together}}</p>{{/TOGETHER}}<ul>
{{#ITEM}}<li{{#WRITTEN}} lang="{{IN}}"{{/WRITTEN}}>{{#LINKED}}<a href="#finding-{{ID}}">{{TEXT}}</a>{{/LINKED}}{{#PLAIN}}{{TEXT}}{{/PLAIN}}</li>
{{/ITEM}}</ul></li>
{{/BAND}}</ol>
{{#MINORITY}}<h4>{{L_report_priorities_minority}}</h4>
<p>{{WHY}}</p>
<ul>
{{#ITEM}}<li{{#WRITTEN}} lang="{{IN}}"{{/WRITTEN}}>{{#LINKED}}<a href="#finding-{{ID}}">{{TEXT}}</a>{{/LINKED}}{{#PLAIN}}{{TEXT}}{{/PLAIN}}</li>
{{/ITEM}}</ul>
{{/MINORITY}}{{#TABLE}}<div class="scroll" role="group" aria-labelledby="{{ID}}" tabindex="0">
<table>
<caption id="{{ID}}">{{CAPTION}}</caption>
<thead><tr><th scope="col">{{FIRST}}</th>{{#COLUMN}}<th scope="col">{{NAME}}</th>{{/COLUMN}}</tr></thead>
<tbody>
{{#ENTRY}}<tr><th scope="row"{{#WRITTEN}} lang="{{IN}}"{{/WRITTEN}}>{{NAME}}</th>{{#VALUE}}<td{{#HIDDEN}} class="hidden"{{/HIDDEN}}>{{TEXT}}</td>{{/VALUE}}</tr>
{{/ENTRY}}</tbody>
</table>
</div>
{{#NOTE}}<p class="note">{{WORDS}}</p>
{{/NOTE}}{{/TABLE}}{{#PLAIN_NOTE}}<p class="note">{{WORDS}}</p>
{{/PLAIN_NOTE}}<p class="note">{{METHOD}}{{#KEMENY}} {{L_report_priorities_kemeny}}{{/KEMENY}}</p>
{{/COUNTED}}</div>
{{/BALLOT}}</section>
{{/PRIORITIES}}{{#KIND}}<section class="kind" aria-labelledby="{{ID}}">
<h2 id="{{ID}}">{{TITLE}}</h2>
<p class="about">{{ABOUT}}</p>
{{#NOTHING}}<p>{{L_report_kind_nothing}}</p>
{{/NOTHING}}{{#TOLD}}<p>{{TOTAL}}</p>
{{/TOLD}}{{>FIGURE}}{{#QUOTES}}<div class="quotes">
<h3>{{L_report_quotes}}</h3>
{{#FEW}}<p>{{WORDS}}</p>
{{/FEW}}{{#NONE}}<p>{{L_report_quotes_none_released}}</p>
{{/NONE}}{{#ABOVE}}<p>{{L_report_quotes_above}}</p>
{{/ABOVE}}{{#SOME}}<p class="note">{{L_report_quotes_released}}</p>
{{/SOME}}{{>QUOTE}}</div>
{{/QUOTES}}</section>
{{/KIND}}{{#RECOGNITION}}<section class="kind" aria-labelledby="recognition">
<h2 id="recognition">{{L_report_recognition}}</h2>
<p class="about">{{L_report_recognition_text}}</p>
{{>FIGURE}}</section>
{{/RECOGNITION}}<section aria-labelledby="privacy">
<h2 id="privacy">{{L_report_privacy}}</h2>
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
</section>
<section aria-labelledby="questions">
<h2 id="questions">{{L_report_questions}}</h2>
<p>{{L_report_questions_text}}</p>
{{#ASKED}}<h3{{#WRITTEN}} lang="{{IN}}"{{/WRITTEN}}>{{TITLE}}</h3>
<p class="about">{{L_report_dimension_audience}}: {{AUDIENCE}}</p>
<ol{{#WRITTEN}} lang="{{IN}}"{{/WRITTEN}}>
{{#ITEM}}<li>{{TEXT}}{{#GROUP}}
<ul>
{{#QUESTION}}<li>{{TEXT}}</li>
{{/QUESTION}}</ul>
{{/GROUP}}</li>
{{/ITEM}}</ol>
{{/ASKED}}</section>
{{#CODEBOOK}}<section aria-labelledby="codebook">
<h2 id="codebook">{{L_report_codebook}}</h2>
<p>{{L_report_codebook_text}}</p>
<ul class="codes"{{#WRITTEN}} lang="{{IN}}"{{/WRITTEN}}>
{{#CODE}}<li class="depth-{{DEPTH}}"><strong>{{NAME}}</strong>{{#DEFINITION}} – {{TEXT}}{{/DEFINITION}}</li>
{{/CODE}}</ul>
</section>
{{/CODEBOOK}}</main>
<footer>
<p>{{L_report_footer}}</p>
</footer>
</body>
</html>
