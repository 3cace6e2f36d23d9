{{%AUTOESCAPE context="HTML"}}
[[< layout title="@visit.move_title" width="narrow" private="yes"]]
<h1>[[visit.move_title]]</h1>
<div class="note info"><span class="sign" aria-hidden="true">i</span><div><p class="note-title">{{WHY_PHONE}}</p><p>[[visit.now_at]]</p>{{#CLINIC_HAS_PHONE}}<p><a class="button" href="tel:{{CLINIC_PHONE_DIGITS}}">{{CLINIC_PHONE}}</a></p>{{/CLINIC_HAS_PHONE}}</div></div>
<div class="panel">[[> parts/book-facts]]
<p class="soft">{{ZONE_NOTE}}</p></div>
<p class="actions"><a class="button quiet" href="{{VISIT_PATH}}">[[visit.keep]]</a><a class="after-button" href="{{VISIT_PATH}}/cancel">[[visit.cancel]]</a></p>
