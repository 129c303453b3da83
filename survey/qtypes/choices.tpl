{{%AUTOESCAPE context="HTML"}}<fieldset id="{{NAME}}" tabindex="-1"{{#MOST}} data-most="{{LIMIT}}"{{/MOST}}{{#DESCRIBED}} aria-describedby="{{IDS}}"{{/DESCRIBED}}>
<legend><h1>{{>ASK}}{{#REQUIRED}} <span class="required">{{L_required_mark}}</span>{{/REQUIRED}}</h1></legend>
{{>HINTS}}{{#OPTION}}<div class="option{{#APART}} apart{{/APART}}"><input type="{{KIND}}" id="{{ID}}" name="{{NAME}}" value="{{VALUE}}"{{#CHECKED}} checked{{/CHECKED}}{{#ALONE}} data-alone{{/ALONE}}{{#ORDERED}} data-order="{{ORDER}}"{{/ORDERED}}><label for="{{ID}}">{{TEXT}}{{#OPTION_HINT}} <span class="hint">{{TEXT}}</span>{{/OPTION_HINT}}</label></div>
{{/OPTION}}</fieldset>
