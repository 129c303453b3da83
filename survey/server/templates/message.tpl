{{%AUTOESCAPE context="HTML"}}{{>HEAD}}<h1>{{TITLE}}</h1>
{{>BODY}}{{#PARTICIPANTS}}<p><a href="/{{LANGUAGE}}/findings/participants">{{L_thanks_findings}}</a></p>
{{/PARTICIPANTS}}{{#FINDINGS}}<p><a href="/{{LANGUAGE}}/findings">{{L_thanks_findings}}</a></p>
{{/FINDINGS}}{{#CLOSE}}<p>{{L_thanks_close}}</p>
{{/CLOSE}}{{#AGAIN}}<p hidden>{{L_kiosk_returns}}</p>
<p><a class="button" data-seconds="{{SECONDS}}" href="/kiosk/{{LANGUAGE}}/{{ID}}">{{L_kiosk_next}}</a></p>
{{/AGAIN}}{{>FOOT}}
