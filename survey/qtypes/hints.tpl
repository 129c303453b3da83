{{%AUTOESCAPE context="HTML"}}{{#LISTEN}}<p class="listen"><audio controls preload="none" src="/recordings/{{RECORDING}}" aria-label="{{L_listen}}"></audio></p>
{{/LISTEN}}{{#HINT}}<p class="hint" id="{{NAME}}_hint">{{TEXT}}</p>
{{/HINT}}{{#NOTE}}<p class="hint" id="{{NAME}}_note">{{TEXT}}.</p>
{{/NOTE}}{{#PROBLEM}}<p class="error" id="{{NAME}}_error"><span class="prefix">{{L_error_prefix}}</span>{{TEXT}}</p>
{{/PROBLEM}}
