{{%AUTOESCAPE context="HTML"}}<!doctype html>
<html lang="{{LANGUAGE}}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="color-scheme" content="light dark">
<title>{{TITLE}} – {{L_workbench}}</title>
<link rel="stylesheet" href="{{HOME}}/style">
<script src="{{HOME}}/script" defer></script>
</head>
<body data-keys="{{KEYS}}">
<a class="skip" href="#content">{{L_skip}}</a>
<header>
<p class="site">{{L_workbench}}</p>
<nav aria-label="{{L_navigation}}"><ul>
<li><a href="{{HOME}}/coding/1">{{L_nav_coding}}</a></li>
<li><a href="{{HOME}}/mentions/2/1">{{L_nav_mentions}}</a></li>
<li><a href="{{HOME}}/codebook">{{L_nav_codebook}}</a></li>
{{#SIGHTED}}<li><a href="{{HOME}}/findings">{{L_nav_findings}}</a></li>
<li><a href="{{HOME}}/compare">{{L_nav_compare}}</a></li>
<li><a href="{{HOME}}/quotes">{{L_nav_quotes}}</a></li>
<li><a href="{{HOME}}/differences">{{L_nav_differences}}</a></li>
<li><a href="{{HOME}}/log">{{L_nav_log}}</a></li>
{{/SIGHTED}}<li><a href="{{HOME}}/help" id="help">{{L_nav_help}}</a></li>
</ul></nav>
<div class="tools">
<p>{{L_coder}}: {{CODER}}{{#BLIND}} ({{L_blind}}){{/BLIND}}</p>
<form method="post" action="{{HOME}}/undo"><input type="hidden" name="to" value="{{HERE}}"><button type="submit" class="plain" id="undo" name="do" value="undo">{{L_undo}}</button> <button type="submit" class="plain" name="do" value="redo">{{L_redo}}</button></form>
<form method="post" action="{{HOME}}/lock"><button type="submit" class="plain">{{L_lock}}</button></form>
</div>
</header>
<main id="content" tabindex="-1">
{{#NOTICE}}<p class="notice" role="status">{{TEXT}}</p>
{{/NOTICE}}{{#REFUSAL}}<p class="refusal" role="alert">{{TEXT}}</p>
{{/REFUSAL}}
