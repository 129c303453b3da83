{{%AUTOESCAPE context="HTML"}}{{>HEAD}}{{#SUMMARY}}<div class="summary" role="alert" tabindex="-1" autofocus aria-labelledby="summary-title">
<h2 id="summary-title">{{L_error_summary}}</h2>
<ul>
{{#ERROR}}<li>{{#LINKED}}<a href="#{{TARGET}}">{{QUESTION}} – {{TEXT}}</a>{{/LINKED}}{{#PLAIN}}{{TEXT}}{{/PLAIN}}</li>
{{/ERROR}}</ul>
</div>
{{/SUMMARY}}{{#PERSONAL}}<div class="notice" role="alert" tabindex="-1" autofocus aria-labelledby="personal-title">
<h2 id="personal-title">{{L_personal_title}}</h2>
<p>{{L_personal_text}}</p>
<ul>
{{#FOUND}}<li><a href="#{{TARGET}}">{{L_personal_change}}<span class="aside"> {{QUESTION}}</span></a>: {{KIND}}, <mark>{{TEXT}}</mark></li>
{{/FOUND}}</ul>
<p><button type="submit" form="all" name="checked" value="1" class="button">{{L_personal_send}}</button></p>
</div>
{{/PERSONAL}}{{#NOTICE}}<div class="notice" role="alert" tabindex="-1"{{#FIRST}} autofocus{{/FIRST}}><p>{{TEXT}}</p></div>
{{/NOTICE}}<form method="post" action="{{ID}}" id="all" class="{{MODE}}" autocomplete="off" novalidate data-id="{{ID}}" data-size="{{SIZE}}" data-key="{{KEY}}"{{#DRAWN}} data-variant="{{VARIANT}}"{{/DRAWN}}>
<input type="hidden" name="nonce" value="{{NONCE}}">
<input type="hidden" name="definition" value="{{DEFINITION}}">
<button type="submit" name="enter" value="1" class="enter" tabindex="-1" aria-hidden="true">{{L_review}}</button>
<section id="start" tabindex="-1">
<h1>{{TITLE}}</h1>
{{#LISTEN}}<p class="listen"><audio controls preload="none" src="/recordings/{{RECORDING}}" aria-label="{{L_listen}}"></audio></p>
{{/LISTEN}}{{>INTRO}}<p class="hint">{{L_away_explained}}</p>
<p class="steps"><span class="on"><a class="button" href="#v1">{{L_start}}</a></span></p>
</section>
{{#SECTION}}<section id="v{{NUMBER}}" tabindex="-1"{{#SECTION_IF}} class="k{{K}}"{{/SECTION_IF}} data-type="{{TYPE}}"{{#MUST}} data-required{{/MUST}}>
<p class="steps"><span class="to">{{#PREVIOUS}}<a class="back{{#LINK_IF}} k{{K}}{{/LINK_IF}}" href="#{{TARGET}}">{{L_back}}</a>{{/PREVIOUS}}</span></p>
<p class="step">{{STEP}}</p>
{{#ONLY}}<p class="only">{{TEXT}}</p>
{{/ONLY}}{{>FIELD}}<p class="steps"><span class="to">{{#NEXT}}<a class="button{{#LINK_IF}} k{{K}}{{/LINK_IF}}" href="#{{TARGET}}">{{#ENOUGH}}<span class="enough">{{ENOUGH_TEXT}}</span><span class="next">{{/ENOUGH}}{{L_next}}{{#ENOUGH}}</span>{{/ENOUGH}}</a>{{/NEXT}}</span></p>
</section>
{{/SECTION}}<section id="end" tabindex="-1">
<p class="steps"><span class="to">{{#LAST}}<a class="back{{#LINK_IF}} k{{K}}{{/LINK_IF}}" href="#{{TARGET}}">{{L_back}}</a>{{/LAST}}</span></p>
<h1>{{L_end_title}}</h1>
{{#TICKET}}<h2><label for="ticket">{{L_ticket_label}}</label></h2>
<p class="hint" id="ticket_hint">{{L_ticket_hint}}</p>
{{#TICKET_PROBLEM}}<p class="error" id="ticket_error">{{TEXT}}</p>
{{/TICKET_PROBLEM}}<p><input type="text" id="ticket" name="ticket" value="{{TYPED}}" class="text" data-ticket autocomplete="off" autocapitalize="characters" spellcheck="false" maxlength="60" aria-describedby="ticket_hint{{#TICKET_INVALID}} ticket_error{{/TICKET_INVALID}}"{{#TICKET_INVALID}} aria-invalid="true"{{/TICKET_INVALID}}></p>
{{/TICKET}}{{#SENDABLE}}<p>{{L_end_text}}</p>
<p class="review"><a href="#all">{{L_review}}</a></p>
<p class="sealed">{{SEALED}}</p>
<p><button type="submit" class="button">{{L_send}}</button></p>
{{/SENDABLE}}</section>
</form>
{{>FOOT}}
