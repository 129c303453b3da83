{{%AUTOESCAPE context="HTML"}}{{#HINT}}<p class="hint" id="{{NAME}}_hint">{{TEXT}}</p>
{{/HINT}}{{#NOTE}}<p class="hint" id="{{NAME}}_note">{{TEXT}}.</p>
{{/NOTE}}{{#PROBLEM}}<p class="error" id="{{NAME}}_error"><span class="prefix">{{L_error_prefix}}</span>{{TEXT}}</p>
{{/PROBLEM}}
