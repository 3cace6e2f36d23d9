{{%AUTOESCAPE context="HTML"}}
[[< layout title="@owner_step.staff" width="narrow" private="yes"]]
<p><a href="/owner">[[owner.back]]</a></p>
<h1>[[owner_step.staff]]</h1>
{{#SHOWN}}<div class="note amber" role="status"><span class="sign" aria-hidden="true">!</span><div><p class="note-title">[[owner_staff.shown]]</p><p>[[owner_staff.sign_in]][[words.colon]] <strong>{{SHOWN_SIGN_IN}}</strong><br>[[owner_staff.password]][[words.colon]] <strong>{{SHOWN_PASSWORD}}</strong></p><p>[[owner_staff.shown_text]]</p></div></div>{{/SHOWN}}
[[> parts/errors]]
<ul class="desk-list">{{#STAFF}}<li class="desk-person"><p><strong>{{STAFF_NAME}}</strong> <span class="soft">{{STAFF_SIGN_IN}} · {{STAFF_ROLE}}{{^STAFF_ON}} · [[owner_staff.disabled]]{{/STAFF_ON}}</span></p>
{{^STAFF_SELF}}<div class="desk-row"><form method="post" action="/owner/staff/{{STAFF_ID}}/password">[[> parts/token]]<button class="button quiet" type="submit" name="sign_in" value="{{STAFF_SIGN_IN}}">[[owner_staff.renew]]<span class="unseen"> {{STAFF_NAME}}</span></button></form>
<form method="post" action="/owner/staff/{{STAFF_ID}}/active">[[> parts/token]]{{#STAFF_ON}}<button class="button quiet" type="submit" name="active" value="no">[[owner_staff.disable]]<span class="unseen"> {{STAFF_NAME}}</span></button>{{/STAFF_ON}}{{^STAFF_ON}}<button class="button quiet" type="submit" name="active" value="yes">[[owner_staff.enable]]<span class="unseen"> {{STAFF_NAME}}</span></button>{{/STAFF_ON}}</form></div>{{/STAFF_SELF}}</li>{{/STAFF}}</ul>
<form class="form" method="post" action="/owner/staff" novalidate>[[> parts/token]]
<h2>[[owner_staff.invite]]</h2>
[[> parts/field name="name" label="@owner_staff.name" required="yes" autocomplete="off"]]
[[> parts/field name="sign_in" label="@owner_staff.sign_in" hint="@owner_staff.sign_in_hint" required="yes" autocomplete="off"]]
[[> parts/chips name="role" label="@owner_staff.role" hint="@owner_staff.role_hint"]]
[[> parts/select name="practitioner" label="@owner_staff.practitioner"]]
[[> parts/button text="@owner_staff.invite_button"]]
</form>
