{{%AUTOESCAPE context="HTML"}}{{>TYPED}}<p><textarea id="{{NAME}}" name="{{NAME}}" rows="{{ROWS}}" dir="auto" autocomplete="off" data-max="{{MAX}}"{{#DESCRIBED}} aria-describedby="{{IDS}}"{{/DESCRIBED}}{{#INVALID}} aria-invalid="true"{{/INVALID}}>
{{VALUE:p}}</textarea></p>
