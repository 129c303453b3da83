{{%AUTOESCAPE context="HTML"}}{{>HEAD}}<h1>{{L_index_title}}</h1>
{{#SOME}}<p>{{L_index_intro}}</p>
<ul class="choices">
{{#QUESTIONNAIRE}}<li><a href="/{{LANGUAGE}}/{{ID}}">{{NAME}}</a>{{#UNTIL}} <span class="until">{{TEXT}}</span>{{/UNTIL}}</li>
{{/QUESTIONNAIRE}}</ul>
{{/SOME}}{{#NONE}}<p>{{L_index_empty}}</p>
{{/NONE}}{{#PARTICIPANTS}}<p><a href="/{{LANGUAGE}}/findings/participants">{{L_index_participants}}</a></p>
{{/PARTICIPANTS}}{{#FINDINGS}}<p><a href="/{{LANGUAGE}}/findings">{{L_index_findings}}</a></p>
{{/FINDINGS}}{{>FOOT}}
