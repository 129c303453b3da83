{{%AUTOESCAPE context="HTML"}}{{#PROGRESS}}<div class="busy"{{#WAITING}} data-again="2"{{/WAITING}}><p role="status">{{DOING}} <progress max="100" value="{{PERCENT}}" aria-label="{{DOING}}">{{PERCENT}} %</progress> {{PERCENT}} %</p>
<p><a href="{{HOME}}/{{HERE}}">{{L_look_again}}</a></p></div>
{{/PROGRESS}}
