{{%AUTOESCAPE context="HTML"}}{{>HEAD}}<h1>{{TITLE}}</h1>
{{>BODY}}{{#CLOSE}}<p>{{L_thanks_close}}</p>
{{/CLOSE}}{{>FOOT}}
