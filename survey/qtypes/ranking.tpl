{{%AUTOESCAPE context="HTML"}}<fieldset id="{{NAME}}" tabindex="-1"{{#DESCRIBED}} aria-describedby="{{IDS}}"{{/DESCRIBED}}>
<legend><h1>{{>ASK}}{{#REQUIRED}} <span class="required">{{L_required_mark}}</span>{{/REQUIRED}}</h1></legend>
{{>HINTS}}{{#PART}}<fieldset class="part"><legend>{{L_ranking_part}} {{RANK}}</legend>
{{#OPTION}}<div class="option"><input type="radio" id="{{ID}}" name="{{NAME}}.{{RANK}}" value="{{VALUE}}"{{#CHECKED}} checked{{/CHECKED}}{{#ORDERED}} data-order="{{ORDER}}"{{/ORDERED}}><label for="{{ID}}">{{TEXT}}</label></div>
{{/OPTION}}<div class="option apart"><input type="radio" id="{{NAME}}_{{RANK}}" name="{{NAME}}.{{RANK}}" value=""><label for="{{NAME}}_{{RANK}}">{{L_ranking_none}}</label></div>
</fieldset>
{{/PART}}</fieldset>
