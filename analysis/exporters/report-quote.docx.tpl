{{%AUTOESCAPE context="HTML"}}<blockquote dir="auto"><p>{{#LINE}}{{TEXT}}{{#BREAK}}<br>{{/BREAK}}{{/LINE}}</p>{{#FROM}}<p>– {{AUDIENCE}}</p>{{/FROM}}</blockquote>
