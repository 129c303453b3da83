{{%AUTOESCAPE context="HTML"}}{{>BENCH_HEAD}}<h1>{{TITLE}}</h1>
<h2>{{L_waves}}</h2>
{{#NO_WAVES}}<p>{{L_waves_none}}</p>
{{/NO_WAVES}}<div class="wide" role="region" aria-label="{{L_waves}}" tabindex="0">
<table>
<thead><tr><th scope="col">{{L_finding}}</th><th scope="col">{{L_wave}}</th><th scope="col">{{L_nav_mentions}}</th><th scope="col">{{L_responses}}</th><th scope="col">{{L_of_asked}}</th></tr></thead>
<tbody>{{#WAVE}}
<tr><th scope="row"><bdi>{{FINDING}}</bdi></th><td><bdi>{{WAVE_NAME}}</bdi></td><td>{{MENTIONS}}</td><td>{{RESPONSES}}</td><td>{{OF}}</td></tr>{{/WAVE}}
</tbody>
</table>
</div>
<h2>{{L_contrasts}}</h2>
{{#NO_CONTRASTS}}<p>{{L_contrasts_none}}</p>
{{/NO_CONTRASTS}}<div class="wide" role="region" aria-label="{{L_contrasts}}" tabindex="0">
<table>
<thead><tr><th scope="col">{{L_audience}}</th><th scope="col">{{L_contrast_one}}</th><th scope="col">{{L_nav_mentions}}</th><th scope="col">{{L_contrast_other}}</th><th scope="col">{{L_nav_mentions}}</th></tr></thead>
<tbody>{{#CONTRAST}}
<tr><th scope="row">{{AUDIENCE}}</th><td><bdi>{{ONE}}</bdi></td><td>{{ONE_MENTIONS}}</td><td><bdi>{{OTHER}}</bdi></td><td>{{OTHER_MENTIONS}}</td></tr>{{/CONTRAST}}
</tbody>
</table>
</div>
<p class="hint">{{L_compare_hint}}</p>
{{>BENCH_FOOT}}
