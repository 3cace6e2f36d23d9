{{%AUTOESCAPE context="HTML"}}
<article class="letter{{#MANY}} many{{/MANY}}">
<h1>[[assess.letter_page]]</h1>
<p>{{CLINIC_NAME}}, {{CLINIC_ADDRESS}}, {{CLINIC_TOWN}}. {{TODAY}}</p>
<table class="letter-who"><tbody>
<tr><th scope="row">[[assess.letter_client]]</th><td class="to-write">{{LETTER_NAME}}</td></tr>
<tr><th scope="row">[[assess.letter_birth]]</th><td>{{BIRTH_DAY}}</td></tr>
<tr><th scope="row">[[assess.letter_service]]</th><td>{{SERVICE_CHOSEN}}</td></tr>
</tbody></table>
{{^NEEDS_LETTER}}<p>[[assess.letter_none]]</p>{{/NEEDS_LETTER}}
<p>[[assess.letter_dear]]</p>
{{#ASKED}}<section class="letter-rule"><h2>{{ASKED_TITLE}}</h2>
<p>{{#ASKED_WITH_REASON}}{{ASKED_REASON}} {{/ASKED_WITH_REASON}}<span class="small">([[assess.rule]] {{ASKED_RULE}}{{#ASKED_WITH_REASON}}; {{ASKED_SOURCES}}{{/ASKED_WITH_REASON}}. [[letter.serves]])</span></p>
<p class="boxes"><span class="box"></span> [[assess.letter_yes]] <span class="box"></span> [[assess.letter_no]] <span class="box"></span> [[assess.letter_limits]] <span class="line"></span> [[assess.letter_until]] <span class="line short"></span></p></section>
{{/ASKED}}
<table class="letter-who signer"><tbody>
<tr><th scope="row">[[assess.letter_signer]]</th><td class="to-write"></td></tr>
<tr><th scope="row">[[assess.letter_role]]</th><td class="to-write"></td></tr>
<tr><th scope="row">[[assess.letter_signed]]</th><td class="to-write"></td></tr>
</tbody></table>
<p>{{#HAS_FAX}}[[letter.return_fax]] <strong>{{CLINIC_FAX}}</strong>. [[letter.or_call]] {{/HAS_FAX}}{{^HAS_FAX}}[[assess.letter_return]] {{/HAS_FAX}}<strong>{{CLINIC_PHONE}}</strong></p>
<p class="small">[[assess.letter_protocol]]</p>
</article>
