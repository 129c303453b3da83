{{%AUTOESCAPE context="HTML"}}<h1><label for="{{NAME}}">{{QUESTION}}{{#REQUIRED}} <span class="required">{{L_required_mark}}</span>{{/REQUIRED}}</label></h1>
{{>HINTS}}
