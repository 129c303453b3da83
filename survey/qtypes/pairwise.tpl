{{%AUTOESCAPE context="HTML"}}<fieldset id="{{NAME}}" tabindex="-1"{{#DESCRIBED}} aria-describedby="{{IDS}}"{{/DESCRIBED}}>
<legend><h1>{{>ASK}}{{#REQUIRED}} <span class="required">{{L_required_mark}}</span>{{/REQUIRED}}</h1></legend>
{{>HINTS}}{{#PART}}<fieldset class="part pair"><legend>{{L_pairwise_part}} {{PAIR}} {{L_pairwise_of}} {{TOTAL}}</legend>
{{#OPTION}}<div class="option{{#NEITHER}} apart{{/NEITHER}}"><input type="radio" id="{{ID}}" name="{{NAME}}.{{PAIR}}" value="{{VALUE}}"{{#CHECKED}} checked{{/CHECKED}} data-order="{{ORDER}}"><label for="{{ID}}">{{#ITEM}}{{TEXT}}{{/ITEM}}{{#NEITHER}}{{L_pairwise_neither}}{{/NEITHER}}</label></div>
{{/OPTION}}</fieldset>
{{/PART}}</fieldset>
