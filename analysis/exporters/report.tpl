{{%AUTOESCAPE context="HTML"}}<!doctype html>
<html lang="{{LANGUAGE}}" dir="{{L_direction}}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="robots" content="noindex">
<meta name="color-scheme" content="light dark">
<title>{{TITLE}} – {{L_report_draft}}</title>
<style>
{{>REPORT_CSS}}
{{>PRINT_CSS}}
</style>
</head>
<body>
<a class="skip" href="#content">{{L_skip_to_content}}</a>
<header>
<p class="draft"><strong>{{L_report_draft}}</strong> {{L_report_draft_note}}</p>
<p class="programme">{{L_report_programme}}</p>
<h1>{{TITLE}}</h1>
<p class="lead">{{L_report_lead}}</p>
</header>
<main id="content" tabindex="-1">
<section class="summary" aria-labelledby="summary">
<h2 id="summary">{{L_report_summary}}</h2>
<dl class="keys">
{{#KEY}}<div><dt>{{LABEL}}</dt><dd>{{NUMBER}}</dd></div>
{{/KEY}}</dl>
<ul class="sentences">
{{#SENTENCE}}<li>{{TEXT}}</li>
{{/SENTENCE}}</ul>
</section>
<nav aria-labelledby="contents">
<h2 id="contents">{{L_report_contents}}</h2>
<ol>
{{#CHAPTER}}<li><a href="#{{TARGET}}">{{NAME}}</a></li>
{{/CHAPTER}}</ol>
</nav>
<section aria-labelledby="response">
<h2 id="response">{{L_report_response}}</h2>
<p>{{L_report_response_text}}</p>
<div class="scroll" role="group" aria-labelledby="response-table" tabindex="0">
<table>
<caption id="response-table">{{L_report_response_caption}}</caption>
<thead><tr><th scope="col">{{L_report_dimension_questionnaire}}</th><th scope="col" class="words">{{L_report_dimension_audience}}</th>{{#RESPONSE_COLUMN}}<th scope="col">{{NAME}}</th>{{/RESPONSE_COLUMN}}<th scope="col">{{L_report_responses}}</th></tr></thead>
<tbody>
{{#RESPONSE_ROW}}<tr{{#TOGETHER}} class="together"{{/TOGETHER}}><th scope="row">{{NAME}}</th><td class="words">{{AUDIENCE}}</td>{{#VALUE}}<td{{#HIDDEN}} class="hidden"{{/HIDDEN}}>{{TEXT}}</td>{{/VALUE}}</tr>
{{/RESPONSE_ROW}}</tbody>
<tfoot>
{{#RESPONSE_SUM}}<tr><th scope="row" colspan="2">{{L_report_total}}</th>{{#VALUE}}<td{{#HIDDEN}} class="hidden"{{/HIDDEN}}>{{TEXT}}</td>{{/VALUE}}</tr>
{{/RESPONSE_SUM}}</tfoot>
</table>
</div>
{{#RESPONSE_NOTE}}<p class="note">{{HIDDEN_NOTE}}</p>
{{/RESPONSE_NOTE}}<p>{{SEALED}}</p>
</section>
{{#KIND}}<section class="kind" aria-labelledby="{{ID}}">
<h2 id="{{ID}}">{{TITLE}}</h2>
<p class="about">{{ABOUT}}</p>
{{#NOTHING}}<p>{{L_report_kind_nothing}}</p>
{{/NOTHING}}{{#TOLD}}<p>{{TOTAL}}</p>
{{/TOLD}}{{>FIGURE}}{{#QUOTES}}<div class="quotes">
<h3>{{L_report_quotes}}</h3>
{{#FEW}}<p>{{L_report_quotes_few}}</p>
{{/FEW}}{{#NONE}}<p>{{L_report_quotes_none}}</p>
{{/NONE}}{{#CHECK}}<p class="check"><strong>{{L_report_quotes_check_title}}</strong> {{L_report_quotes_check}}</p>
{{/CHECK}}{{#QUOTE}}<figure class="quote"><blockquote dir="auto">{{#LINE}}{{TEXT}}{{#BREAK}}<br>{{/BREAK}}{{/LINE}}</blockquote>{{#FROM}}<figcaption>{{AUDIENCE}}</figcaption>{{/FROM}}</figure>
{{/QUOTE}}</div>
{{/QUOTES}}</section>
{{/KIND}}{{#RECOGNITION}}<section class="kind" aria-labelledby="recognition">
<h2 id="recognition">{{L_report_recognition}}</h2>
<p class="about">{{L_report_recognition_text}}</p>
{{>FIGURE}}</section>
{{/RECOGNITION}}<section aria-labelledby="method">
<h2 id="method">{{L_report_method}}</h2>
<p>{{L_report_method_asked}}</p>
<p>{{L_report_method_unit}}</p>
<h3>{{L_report_limits}}</h3>
<ul>
<li>{{L_report_limits_choice}}</li>
<li>{{L_report_limits_interval}}</li>
<li>{{L_report_limits_story}}</li>
<li>{{L_report_limits_twice}}</li>
<li>{{L_report_limits_absent}}</li>
</ul>
</section>
<section aria-labelledby="privacy">
<h2 id="privacy">{{L_report_privacy}}</h2>
<ul>
<li>{{L_report_privacy_not_collected}}</li>
<li>{{L_report_privacy_sealed}}</li>
<li>{{PRIVACY_THRESHOLD}}</li>
<li>{{L_report_privacy_second}}</li>
<li>{{HIDDEN_PLACES}}</li>
<li>{{L_report_privacy_quotes}}</li>
</ul>
</section>
<section aria-labelledby="questions">
<h2 id="questions">{{L_report_questions}}</h2>
<p>{{L_report_questions_text}}</p>
{{#ASKED}}<h3>{{TITLE}}</h3>
<p class="about">{{L_report_dimension_audience}}: {{AUDIENCE}}</p>
<ol>
{{#ITEM}}<li>{{TEXT}}{{#GROUP}}
<ul>
{{#QUESTION}}<li>{{TEXT}}</li>
{{/QUESTION}}</ul>
{{/GROUP}}</li>
{{/ITEM}}</ol>
{{/ASKED}}</section>
</main>
<footer>
<p>{{L_report_footer}}</p>
</footer>
</body>
</html>
