{{%AUTOESCAPE context="HTML"}}{{>CHOICES}}
