{{%AUTOESCAPE context="HTML"}}
[[< layout title="@progress_letter.title" width="narrow" private="yes"]]
<p><a href="{{VISIT_PATH}}">[[progress_letter.back]]</a></p>
<h1>[[progress_letter.title]]</h1>
<p class="lead">{{CLIENT_NAME}}. [[progress_letter.lead]]</p>
[[> parts/errors]]
{{#HAS_CARERS}}<section class="panel"><h2>[[progress_letter.carers]]</h2>
<ul>{{#CARERS}}<li>{{CARER_NAME}} <span class="soft">([[progress_letter.sent]] {{CARER_DAY}})</span></li>{{/CARERS}}</ul>
<p><a class="text-link" href="{{LETTER_PATH}}/print">[[progress_letter.print]]</a></p></section>{{/HAS_CARERS}}
<form class="form" method="post" action="{{LETTER_PATH}}" novalidate>[[> parts/token]]
[[> parts/field name="recipient" label="@progress_letter.recipient" hint="@progress_letter.recipient_hint" required="yes"]]
[[> parts/checkbox name="consent" label="@progress_letter.consent"]]
[[> parts/button text="@progress_letter.make"]]
</form>
