{{%AUTOESCAPE context="HTML"}}
[[< layout title="@progress_letter.title" width="reading" private="yes" alone="yes"]]
<div class="no-print"><p>[[letter.print_how]] <a class="text-link" href="?in=fr" lang="fr" hreflang="fr">[[progress_letter.french]]</a></p><p><a class="text-link" href="{{BACK_PATH}}">[[progress_letter.back]]</a></p></div>
<article class="letter">
<h1>[[progress_letter.paper_title]]</h1>
<p>{{CLINIC_NAME}}, {{CLINIC_ADDRESS}}, {{CLINIC_TOWN}}. {{TODAY}}</p>
<table class="letter-who"><tbody>
<tr><th scope="row">[[letter.to]]</th><td>{{RECIPIENT}}</td></tr>
<tr><th scope="row">[[assess.letter_client]]</th><td>{{LETTER_NAME}}</td></tr>
<tr><th scope="row">[[assess.letter_birth]]</th><td>{{BIRTH_DAY}}</td></tr>
<tr><th scope="row">[[letter.from]]</th><td>{{THERAPIST}}{{#HAS_MEMBERSHIP}}, {{MEMBERSHIP}}{{/HAS_MEMBERSHIP}}</td></tr>
</tbody></table>
<p>[[progress_letter.paper_lead]]</p>
{{#HAS_VISITS}}<p>{{VISITS}}</p>{{/HAS_VISITS}}
{{#HAS_LINES}}<table class="figures"><thead><tr><th scope="col">[[progress_letter.measure]]</th><th scope="col">[[progress_letter.first]]</th><th scope="col">[[progress_letter.last]]</th></tr></thead><tbody>
{{#LINES}}<tr><th scope="row">{{LINE_NAME}} ({{LINE_SCALE}})</th><td>{{LINE_FIRST}}, {{LINE_FIRST_DAY}}</td><td>{{LINE_LAST}}, {{LINE_LAST_DAY}}</td></tr>
{{/LINES}}</tbody></table>{{/HAS_LINES}}
<p><strong>{{VERDICT_TITLE}}.</strong> {{VERDICT_TEXT}}</p>
<p>[[progress_letter.paper_ask]] <strong>{{CLINIC_PHONE}}</strong></p>
<p class="small">[[progress_letter.paper_consent]]</p>
</article>
