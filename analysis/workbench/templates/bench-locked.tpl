{{%AUTOESCAPE context="HTML"}}<!doctype html>
<html lang="{{LANGUAGE}}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>{{TITLE}} – {{L_workbench}}</title>
<link rel="stylesheet" href="{{HOME}}/style">
</head>
<body>
<main>
<h1>{{TITLE}}</h1>
{{#REFUSAL}}<p class="refusal" role="alert">{{TEXT}}</p>
{{/REFUSAL}}<p>{{L_locked_text}}</p>
<form method="post" action="{{HOME}}/unlock">
<p><label for="passphrase">{{L_passphrase}}</label>
<input type="password" id="passphrase" name="passphrase" autocomplete="off" autofocus></p>
<p><button type="submit" class="button">{{L_unlock}}</button></p>
</form>
</main>
</body>
</html>
