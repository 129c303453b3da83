{{%AUTOESCAPE context="HTML"}}<h1><label for="{{NAME}}">{{>ASK}}{{#REQUIRED}} <span class="required">{{L_required_mark}}</span>{{/REQUIRED}}</label></h1>
{{>HINTS}}
