{{%AUTOESCAPE context="HTML"}}<!doctype html>
<html lang="{{LANGUAGE}}" dir="{{L_direction}}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="robots" content="noindex">
<meta name="color-scheme" content="light dark">
<title>{{L_participants_title}}{{#DRAFT}} – {{L_report_draft}}{{/DRAFT}}</title>
<style>
{{>REPORT_CSS}}
{{>PARTICIPANTS_CSS}}
{{>PRINT_CSS}}
</style>
</head>
<body class="participants"{{#DRAFT}} data-concept="{{L_report_draft}}"{{/DRAFT}}>
<a class="skip" href="#content">{{L_skip_to_content}}</a>
<nav class="exit" aria-label="{{L_away}}"><a class="away" href="/away" rel="noreferrer">{{L_away}}</a></nav>
<header>
<p class="programme">{{L_report_programme}}</p>
<h1>{{L_participants_title}}</h1>
<p class="lead">{{INTRO}}</p>
</header>
<main id="content" tabindex="-1">
{{#NOTHING}}<section>
<p>{{L_participants_nothing}}</p>
</section>
{{/NOTHING}}{{#PATHS}}<section aria-labelledby="paths">
<h2 id="paths">{{L_participants_paths}}</h2>
<p>{{L_participants_paths_text}}</p>
{{#FINDING}}<article class="told" aria-labelledby="finding-{{ID}}">
{{#ALIAS}}<span id="finding-{{ID}}"></span>
{{/ALIAS}}<h3 id="finding-{{ID}}"{{#TITLE_WRITTEN}} lang="{{IN}}"{{/TITLE_WRITTEN}}>{{TITLE}}</h3>
{{#TOLD}}<p>{{WORDS}}</p>
{{/TOLD}}{{#BOTTLENECK}}<p><strong>{{L_participants_bottleneck}}</strong> <span{{#WRITTEN}} lang="{{IN}}"{{/WRITTEN}}>{{#LINE}}{{TEXT}}{{#BREAK}}<br>{{/BREAK}}{{/LINE}}</span></p>
{{/BOTTLENECK}}</article>
{{/FINDING}}</section>
{{/PATHS}}{{#MYTHS}}<section aria-labelledby="myths">
<h2 id="myths">{{L_participants_myths}}</h2>
<p>{{L_participants_myths_text}}</p>
{{#FINDING}}<article class="told" aria-labelledby="finding-{{ID}}">
{{#ALIAS}}<span id="finding-{{ID}}"></span>
{{/ALIAS}}<h3 id="finding-{{ID}}"{{#WRITTEN}} lang="{{IN}}"{{/WRITTEN}}>{{#CLAIM}}{{#LINE}}{{TEXT}}{{#BREAK}}<br>{{/BREAK}}{{/LINE}}{{/CLAIM}}</h3>
{{#TOLD}}<p>{{WORDS}}</p>
{{/TOLD}}{{#TRUE}}<p><strong>{{L_cards_myths_true}}</strong> <span{{#WRITTEN}} lang="{{IN}}"{{/WRITTEN}}>{{#LINE}}{{TEXT}}{{#BREAK}}<br>{{/BREAK}}{{/LINE}}</span></p>
{{/TRUE}}</article>
{{/FINDING}}</section>
{{/MYTHS}}{{#CHOSEN}}<section aria-labelledby="{{TARGET}}">
<h2 id="{{TARGET}}">{{HEADING}}</h2>
<p>{{TEXT}}</p>
<ol class="bands">
{{#BAND}}<li>{{#TOGETHER}}<p class="eyebrow">{{L_report_priorities_together}}</p>{{/TOGETHER}}<ul>
{{#ITEM}}<li{{#WRITTEN}} lang="{{IN}}"{{/WRITTEN}}>{{#LINKED}}{{TEXT}}{{/LINKED}}{{#PLAIN}}{{TEXT}}{{/PLAIN}}</li>
{{/ITEM}}</ul></li>
{{/BAND}}</ol>
</section>
{{/CHOSEN}}<section aria-labelledby="now">
<h2 id="now">{{L_participants_now}}</h2>
{{#NO_PROPOSALS}}<p>{{L_participants_now_none}}</p>
{{/NO_PROPOSALS}}{{#PROPOSALS}}<p>{{L_participants_now_text}}</p>
{{#PROPOSAL}}<article class="told">
<h3{{#TITLE_WRITTEN}} lang="{{IN}}"{{/TITLE_WRITTEN}}>{{TITLE}}</h3>
<p><strong>{{L_participants_proposal}}</strong> <span{{#WRITTEN}} lang="{{IN}}"{{/WRITTEN}}>{{#LINE}}{{TEXT}}{{#BREAK}}<br>{{/BREAK}}{{/LINE}}</span></p>
{{#OWNER}}<p><strong>{{L_participants_owner}}</strong> <span{{#WRITTEN}} lang="{{IN}}"{{/WRITTEN}}>{{#LINE}}{{TEXT}}{{#BREAK}}<br>{{/BREAK}}{{/LINE}}</span></p>
{{/OWNER}}{{#STATE}}<p><strong>{{L_participants_state}}</strong> {{WORDS}}{{#DAY}} ({{L_participants_since}} <time datetime="{{DATE}}">{{WORDS}}</time>){{/DAY}}</p>
{{/STATE}}</article>
{{/PROPOSAL}}{{/PROPOSALS}}</section>
<section aria-labelledby="privacy">
<h2 id="privacy">{{L_participants_privacy}}</h2>
<ul>
<li>{{L_participants_privacy_name}}</li>
<li>{{PRIVACY_NUMBERS}}</li>
<li>{{L_participants_privacy_quotes}}</li>
</ul>
</section>
<section aria-labelledby="more">
<h2 id="more">{{L_participants_more}}</h2>
<p>{{L_participants_more_text}} <a href="../findings">{{L_index_findings}}</a></p>
</section>
</main>
</body>
</html>
