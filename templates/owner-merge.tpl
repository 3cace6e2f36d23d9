{{%AUTOESCAPE context="HTML"}}
[[< layout title="@records.merge_title" private="yes"]]
<p><a href="/owner/records/alike">[[records.alike_title]]</a></p>
<h1>[[records.merge_title]]</h1>
<p class="lead">[[records.merge_lead]]</p>
<p class="soft">{{ALIKE_WHY}}</p>
[[> parts/errors]]
<div class="desk-two"><div class="panel"><h2>[[records.record_older]]</h2>
<p><a href="{{ONE_PATH}}"><strong>{{ONE_NAME}}</strong></a></p>
<dl class="desk-facts"><dt>[[records.fact_born]]</dt><dd>{{ONE_BORN}}</dd><dt>[[records.fact_phone]]</dt><dd>{{ONE_PHONE}}</dd><dt>[[records.fact_email]]</dt><dd>{{ONE_EMAIL}}</dd><dt>[[records.fact_language]]</dt><dd>{{ONE_LANGUAGE}}</dd>{{#ONE_YOUNG}}<dt>[[records.fact_guardian]]</dt><dd>{{ONE_GUARDIAN}}</dd>{{/ONE_YOUNG}}<dt>[[records.visits]]</dt><dd>{{ONE_VISITS}}</dd><dt>[[records.last_visit]]</dt><dd>{{ONE_LAST}}</dd><dt>[[records.fact_next]]</dt><dd>{{ONE_NEXT}}</dd></dl></div>
<div class="panel"><h2>[[records.record_newer]]</h2>
<p><a href="{{OTHER_PATH}}"><strong>{{OTHER_NAME}}</strong></a></p>
<dl class="desk-facts"><dt>[[records.fact_born]]</dt><dd>{{OTHER_BORN}}</dd><dt>[[records.fact_phone]]</dt><dd>{{OTHER_PHONE}}</dd><dt>[[records.fact_email]]</dt><dd>{{OTHER_EMAIL}}</dd><dt>[[records.fact_language]]</dt><dd>{{OTHER_LANGUAGE}}</dd>{{#OTHER_YOUNG}}<dt>[[records.fact_guardian]]</dt><dd>{{OTHER_GUARDIAN}}</dd>{{/OTHER_YOUNG}}<dt>[[records.visits]]</dt><dd>{{OTHER_VISITS}}</dd><dt>[[records.last_visit]]</dt><dd>{{OTHER_LAST}}</dd><dt>[[records.fact_next]]</dt><dd>{{OTHER_NEXT}}</dd></dl></div>
</div>
{{#MAY_NOT}}<div class="note amber"><span class="sign" aria-hidden="true">!</span><div><p class="note-title">[[records.merge_not_now]]</p><p>{{BAR}}</p></div></div>{{/MAY_NOT}}
{{#MAY}}<h2>[[records.merge_holds]]</h2>
{{#OVERLAP}}<div class="note amber"><span class="sign" aria-hidden="true">!</span><div><p class="note-title">[[records.merge_overlap]]</p><p>[[records.merge_overlap_text]]</p></div></div>{{/OVERLAP}}
<form class="form" method="post" action="/owner/records/merge" novalidate>[[> parts/token]]<input type="hidden" name="one" value="{{ONE_ID}}"><input type="hidden" name="other" value="{{OTHER_ID}}">
{{#DIFFERS_NAME}}[[> parts/chips name="name" label="@records.which_name"]]{{/DIFFERS_NAME}}
{{#DIFFERS_BIRTH_DATE}}[[> parts/chips name="birth_date" label="@records.which_birth_date"]]{{/DIFFERS_BIRTH_DATE}}
{{#DIFFERS_PHONE}}[[> parts/chips name="phone" label="@records.which_phone"]]{{/DIFFERS_PHONE}}
{{#DIFFERS_EMAIL}}[[> parts/chips name="email" label="@records.which_email"]]{{/DIFFERS_EMAIL}}
{{#DIFFERS_LANGUAGE}}[[> parts/chips name="language" label="@records.which_language"]]{{/DIFFERS_LANGUAGE}}
{{#NEEDS_REASON}}[[> parts/field name="why" label="@records.merge_why" hint="@records.merge_why_hint" required="yes" autocomplete="off"]]{{/NEEDS_REASON}}
{{^NEEDS_REASON}}[[> parts/field name="why" label="@records.merge_why" hint="@records.merge_why_may" autocomplete="off"]]{{/NEEDS_REASON}}
<p>[[records.merge_then]]</p>
[[> parts/checkbox name="sure" label="@records.merge_sure"]]
[[> parts/button text="@records.merge_do"]]
</form>{{/MAY}}
<h2>[[records.apart_title]]</h2>
<form class="form" method="post" action="/owner/records/apart">[[> parts/token]]<input type="hidden" name="one" value="{{ONE_ID}}"><input type="hidden" name="other" value="{{OTHER_ID}}">
<p>[[records.apart_text]]</p>
[[> parts/button text="@records.apart_do" kind="quiet"]]
</form>
