{{%AUTOESCAPE context="HTML"}}{{>HEAD}}<div class="event">
<h1>{{TITLE}}</h1>
<p>{{L_event_how}}</p>
<svg viewBox="-4 -4 {{SIDE}} {{SIDE}}" role="img" aria-label="{{L_event_picture}} {{ADDRESS}}"><path class="light" d="M-4-4h{{SIDE}}v{{SIDE}}h-{{SIDE}}z"/><path class="dark" d="{{PATH}}"/></svg>
<p class="address">{{ADDRESS}}</p>
</div>
{{>FOOT}}