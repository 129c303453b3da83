{{%AUTOESCAPE context="HTML"}}<!doctype html>
<html lang="{{LANGUAGE}}" dir="{{L_direction}}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="robots" content="noindex">
<meta name="color-scheme" content="light dark">
<title>{{#WRONG}}{{L_error_prefix}}{{/WRONG}}{{TITLE}} – {{L_product_name}}</title>
<style>{{STYLE:none}}</style>{{#FORGET}}<link rel="stylesheet" href="/forget.css">{{/FORGET}}
</head>
<body>
<a class="skip" href="#content">{{L_skip_to_content}}</a>
<nav class="exit" aria-label="{{L_away}}"><a class="away" href="/away" rel="noreferrer">{{L_away}}</a></nav>
<header>
<div class="bar"><p class="site"><a href="/{{LANGUAGE}}">{{L_product_name}}</a></p>
{{#SWITCH}}<nav aria-label="{{L_language_switch}}"><ul class="languages">{{#OTHER}}<li><a href="{{HREF}}" hreflang="{{CODE}}" lang="{{CODE}}">{{NAME}}</a></li>{{/OTHER}}</ul>{{#RESTARTS}}<p class="no-script-note">{{L_language_restarts}}</p>{{/RESTARTS}}</nav>
{{/SWITCH}}</div>
{{#DEMO}}<p class="demo">{{L_demo_notice}}</p>
{{/DEMO}}</header>
<main id="content" tabindex="-1">
