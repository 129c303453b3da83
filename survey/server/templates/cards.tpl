{{%AUTOESCAPE context="HTML"}}<!doctype html>
<html lang="{{LANGUAGE}}" dir="{{L_direction}}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{{TITLE}} – {{L_cards_title}}</title>
<style>{{>CARDS_CSS}}</style>
</head>
<body>
<h1>{{TITLE}}: {{L_cards_title}}</h1>
{{#SHEET}}<section class="sheet" aria-label="{{NUMBER}}">
{{#CARD}}<article class="card">
<h2>{{TITLE}}</h2>
<svg viewBox="-4 -4 {{SIDE}} {{SIDE}}" role="img" aria-label="QR"><path fill="#fff" d="M-4-4h{{SIDE}}v{{SIDE}}h-{{SIDE}}z"/><path d="{{PATH}}"/></svg>
<p class="code">{{CODE}}</p>
{{#WORDS}}<p lang="{{WORDS_LANGUAGE}}" dir="{{WORDS_DIRECTION}}"><strong>{{LABEL}}.</strong> {{TEXT}}</p>
{{/WORDS}}</article>
{{/CARD}}</section>
{{/SHEET}}</body>
</html>
