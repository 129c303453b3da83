{{%AUTOESCAPE context="HTML"}}{{#BLOCK}}{{#PARAGRAPH}}<p>{{TEXT}}</p>
{{/PARAGRAPH}}{{#LIST}}<ul>
{{#ITEM}}<li>{{TEXT}}</li>
{{/ITEM}}</ul>
{{/LIST}}{{/BLOCK}}
