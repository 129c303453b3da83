{{%AUTOESCAPE context="HTML"}}</main>
<footer>
{{#HELP}}<section class="help"><h2>{{L_footer_help}}</h2>
{{>HELP_TEXT}}</section>
{{/HELP}}<ul>
<li><a href="/{{LANGUAGE}}">{{L_footer_index}}</a></li>
<li><a href="/{{LANGUAGE}}/privacy">{{L_footer_privacy}}</a></li>
<li><a href="/{{LANGUAGE}}/accessibility">{{L_footer_accessibility}}</a></li>
</ul>
</footer>
<script src="/survey.js"></script>
</body>
</html>
