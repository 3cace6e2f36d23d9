{{%AUTOESCAPE context="HTML"}}
<section class="panel follow-advice" aria-labelledby="today"><h2 id="today">[[follow.today]]</h2>
<ul class="follow-list">{{#ADVICE}}<li><p>{{ADVICE_TEXT}}</p>{{#ADVICE_HAS_DOSE}}<p class="soft">{{ADVICE_DOSE}}</p>{{/ADVICE_HAS_DOSE}}</li>
{{/ADVICE}}</ul></section>
{{#HAS_STRETCHES}}<section class="panel" aria-labelledby="stretches"><h2 id="stretches">[[follow.stretches]]</h2>
<ul class="follow-list follow-stretches">{{#STRETCHES}}<li>{{STRETCH_PICTURE:none}}<div><h3>{{STRETCH_NAME}}</h3><p>{{STRETCH_STEPS}}</p><p class="soft">{{STRETCH_HOLD}}</p>{{#STRETCH_CAREFUL}}<p><strong>{{STRETCH_CAUTION}}</strong></p>{{/STRETCH_CAREFUL}}</div></li>
{{/STRETCHES}}</ul><p class="soft no-print">[[follow.stretch_pictures]]</p><p>{{STRETCH_RULE}}</p></section>{{/HAS_STRETCHES}}
<section class="panel" aria-labelledby="sore"><h2 id="sore">[[follow.sore]]</h2><p>{{SORENESS}}</p></section>
<section class="follow-signs" aria-labelledby="watch"><h2 id="watch">[[follow.watch]]</h2>
{{#SIGNS}}<div class="follow-group line-{{SIGN_LINE}}"><h3>{{SIGN_HEAD}}</h3><ul>{{#SIGN_ITEMS}}<li>{{SIGN_TEXT}}</li>{{/SIGN_ITEMS}}</ul><p class="no-print"><a class="button quiet" href="tel:{{SIGN_LINE}}">{{SIGN_CALL}}</a></p></div>
{{/SIGNS}}<p>{{CLINIC_LINE}}</p></section>
