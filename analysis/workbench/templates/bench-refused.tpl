{{%AUTOESCAPE context="HTML"}}<!doctype html>
<html lang="{{LANGUAGE}}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>{{STATUS}} – {{L_workbench}}</title>
</head>
<body>
<main>
<h1>{{L_not_shown}}</h1>
<p>{{L_not_shown_text}}</p>
</main>
</body>
</html>
