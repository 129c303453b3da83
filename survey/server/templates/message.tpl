{{%AUTOESCAPE context="HTML"}}{{>HEAD}}<h1>{{TITLE}}</h1>
{{>BODY}}{{#CLOSE}}<p>{{L_thanks_close}}</p>
{{/CLOSE}}{{#AGAIN}}<p>{{L_kiosk_returns}}</p>
<p><a class="button" href="/{{LANGUAGE}}/kiosk/{{ID}}">{{L_kiosk_next}}</a></p>
{{/AGAIN}}{{>FOOT}}
