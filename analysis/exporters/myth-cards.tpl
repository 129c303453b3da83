{{%AUTOESCAPE context="HTML"}}<!doctype html>
<html lang="{{LANGUAGE}}" dir="{{L_direction}}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="robots" content="noindex">
<meta name="color-scheme" content="light dark">
<title>{{L_cards_myths_title}}</title>
<style>
{{>MYTH_CARDS_CSS}}
</style>
</head>
<body>
<main>
<h1>{{L_cards_myths_title}}</h1>
{{#CARD}}<article class="card {{SIZE}}" aria-labelledby="finding-{{ID}}">
<div class="said">
<p class="label">{{L_cards_myths_claim}}</p>
<h2 id="finding-{{ID}}" dir="auto"{{#WRITTEN}} lang="{{IN}}"{{/WRITTEN}}>{{#CLAIM}}{{#LINE}}{{TEXT}}{{#BREAK}}<br>{{/BREAK}}{{/LINE}}{{/CLAIM}}</h2>
</div>
<div class="true">
<p class="label">{{L_cards_myths_true}}</p>
<p class="answer" dir="auto"{{#WRITTEN}} lang="{{IN}}"{{/WRITTEN}}>{{#TRUE}}{{#LINE}}{{TEXT}}{{#BREAK}}<br>{{/BREAK}}{{/LINE}}{{/TRUE}}</p>
<p class="source" dir="auto">{{L_cards_myths_source}} <span{{#WRITTEN}} lang="{{IN}}"{{/WRITTEN}}>{{#SOURCE}}{{#LINE}}{{TEXT}}{{#BREAK}}<br>{{/BREAK}}{{/LINE}}{{/SOURCE}}</span></p>
<p class="programme">{{L_report_programme}}</p>
</div>
</article>
{{/CARD}}</main>
</body>
</html>
