{{%AUTOESCAPE context="HTML"}}<article class="finding" aria-labelledby="finding-{{ID}}">
{{#ALIAS}}<span id="finding-{{ID}}"></span>
{{/ALIAS}}<h3 id="finding-{{ID}}"{{#TITLE_WRITTEN}} lang="{{IN}}"{{/TITLE_WRITTEN}}>{{TITLE}}</h3>
{{#NUMBER}}<p class="number"><strong>{{COUNT}}</strong> {{OF}}</p>
{{/NUMBER}}{{#SECRET}}<p class="note">{{L_report_finding_hidden}}</p>
{{/SECRET}}{{>QUOTE}}<dl class="card">
{{#PART}}<div class="part-{{PART_NAME}}"><dt>{{LABEL}}</dt><dd dir="auto"{{#WRITTEN}} lang="{{IN}}"{{/WRITTEN}}>{{#LINE}}{{TEXT}}{{#BREAK}}<br>{{/BREAK}}{{/LINE}}</dd></div>
{{/PART}}{{#PDCA}}<div class="part-pdca"><dt>{{L_report_pdca}}</dt><dd><ol class="pdca">
{{#STEP}}<li{{#NOW}} class="now" aria-current="step"{{/NOW}}>{{LABEL}}{{#DAY}} <time datetime="{{DATE}}">{{WORDS}}</time>{{/DAY}}</li>
{{/STEP}}</ol></dd></div>
{{/PDCA}}</dl>
</article>
