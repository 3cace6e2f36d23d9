{{%AUTOESCAPE context="HTML"}}
[[< layout title="@book.details_title" width="narrow" private="yes"]]
<h1>[[book.details_title]]</h1>
[[> parts/errors]]
<form class="form" method="post" action="/book/details" novalidate><input type="hidden" name="token" value="{{TOKEN}}"><input type="hidden" name="service" value="{{SERVICE_SLUG}}"><input type="hidden" id="practitioner" name="practitioner" value="{{PRACTITIONER_VALUE}}"><input type="hidden" name="start" value="{{START_VALUE}}"><input type="hidden" id="key" name="key" value="{{KEY}}">
<button class="unseen" type="submit" name="do" value="book" tabindex="-1" aria-hidden="true">[[book.confirm]]</button>
{{#GONE}}<div class="note amber" role="alert" data-field="start"><span class="sign" aria-hidden="true">!</span><div><p class="note-title">{{GONE_TEXT}}</p><p>[[book.nearest]] [[book.typed_kept]]</p><div class="time-list">{{#OTHERS}}<button class="time" type="submit" name="other_start" value="{{OTHER_VALUE}}">{{OTHER_TEXT}}</button>
{{/OTHERS}}</div><p><button class="button quiet" type="submit" name="do" value="leave">[[book.other_times]]</button></p></div></div>{{/GONE}}
{{#REFUSED}}<div class="note red" role="alert"><span class="sign" aria-hidden="true">!</span><div><p class="note-title">[[book.refused]]</p><p>[[book.refused_text]] {{#CLINIC_HAS_PHONE}}<a href="tel:{{CLINIC_PHONE_DIGITS}}">{{CLINIC_PHONE}}</a>{{/CLINIC_HAS_PHONE}}</p>[[> parts/refused-parts]]{{#HAS_GENTLER}}<p><a class="button quiet" href="{{GENTLER_PATH}}">[[book.gentler]]</a></p>{{/HAS_GENTLER}}<p><button class="button quiet" type="submit" name="do" value="leave">[[book.later_day]]</button></p></div></div>{{/REFUSED}}
{{#CALL_US}}<div class="note amber" id="client" tabindex="-1"><span class="sign" aria-hidden="true">!</span><div><p class="note-title" id="service">{{CALL_TEXT}}</p><p>[[book_by.call]] {{#CLINIC_HAS_PHONE}}<a href="tel:{{CLINIC_PHONE_DIGITS}}">{{CLINIC_PHONE}}</a>{{/CLINIC_HAS_PHONE}}</p></div></div>{{/CALL_US}}
<div class="panel">[[> parts/book-facts]]
{{#HAS_PARTS}}<p>{{PARTS_TEXT}}</p>{{/HAS_PARTS}}
<p>{{WHOM}}</p>
<p class="soft">{{ZONE_NOTE}}</p>
[[> parts/held]]
</div>
[[> parts/chips name="for_whom" label="@book.for_whom"]]
[[> parts/field name="name" label="@book.name" hint="@book.name_hint" autocomplete="name" required="yes"]]
[[> parts/field name="birth_date" label="@book.birth_date" type="date" autocomplete="bday" required="yes"]]
<fieldset class="group"><legend>[[book.reach]]</legend><p class="hint">[[book.reach_hint]]</p>
[[> parts/field name="email" label="@book.email" type="email" autocomplete="email"]]
[[> parts/field name="phone" label="@book.phone" type="tel" autocomplete="tel"]]
</fieldset>
<details class="more"{{#OTHER_OPEN}} open{{/OTHER_OPEN}}><summary>[[book.for_somebody]]</summary>
[[> parts/field name="booked_by" label="@book.booked_by" hint="@book.booked_by_hint"]]
[[> parts/field name="relation" label="@book.relation" hint="@book.relation_hint"]]
</details>
{{#ANSWERED}}<div class="note info"><span class="sign" aria-hidden="true">✓</span><div><p>[[book.answers_used]]</p></div></div>{{/ANSWERED}}
{{#LETTER}}<div class="note amber"><span class="sign" aria-hidden="true">!</span><div><p class="note-title">[[book.letter]]</p><p>[[book.letter_kept]]</p></div></div>{{/LETTER}}
{{#UNANSWERED}}<div class="note info"><span class="sign" aria-hidden="true">i</span><div><p>[[book.answers_due]]</p></div></div>{{/UNANSWERED}}
<section aria-labelledby="studies"><h2 id="studies">[[plan.studies]]</h2>[[> parts/studies]]</section>
<section class="policy" id="policy" tabindex="-1"><h2>[[book.policy_title]]</h2><p>{{POLICY}}</p>[[> parts/policy-sums]]<p class="soft">[[book.policy_version]]</p></section>
<input type="hidden" name="policy" value="{{VERSION}}">
<button class="button" type="submit" name="do" value="book">[[book.confirm]]</button>
<button class="button quiet" type="submit" name="do" value="leave">[[book.other_times]]</button>
</form>
