{{%AUTOESCAPE context="HTML"}}
[[< layout title="@book_two.title" width="narrow" private="yes"]]
<h1>[[book_two.title]]</h1>
[[> parts/errors]]
<form class="form" method="post" action="/book/two" novalidate>[[> parts/token]]<input type="hidden" name="service" value="{{SERVICE_SLUG}}"><input type="hidden" name="service2" value="{{SERVICE2_SLUG}}"><input type="hidden" name="practitioner" value=""><input type="hidden" id="key" name="key" value="{{KEY}}">
<button class="unseen" type="submit" name="do" value="book" tabindex="-1" aria-hidden="true">[[book_two.book]]</button>
<div class="panel"><dl class="facts"><dt>[[book_two.service]]</dt><dd>{{SERVICE_NAME}}</dd>
<dt>[[book_two.service2]]</dt><dd>{{SERVICE2_NAME}}</dd>
<dt>[[book.when]]</dt><dd><strong>{{TIME_WHEN}}</strong></dd>
<dt>[[book_two.price]]</dt><dd>{{PRICE_WORDS}}</dd></dl>
{{^GONE}}<input type="hidden" name="start" value="{{START_VALUE}}">{{/GONE}}[[> parts/held]]
</div>
<p class="soft">{{ZONE_NOTE}}</p>
{{#GONE}}<input type="hidden" name="gone_start" value="{{START_VALUE}}">{{#HAS_TIMES}}[[> parts/chips name="start" label="@book_two.start"]]{{/HAS_TIMES}}
{{^HAS_TIMES}}<input type="hidden" id="start" name="start" value="{{START_VALUE}}">{{/HAS_TIMES}}
<p><button class="button quiet" type="submit" name="do" value="leave">[[book.other_times]]</button></p>{{/GONE}}
<fieldset class="group"><legend>[[book_two.you]]</legend>
[[> parts/field name="name" label="@desk_book.name" hint="@book.name_hint" autocomplete="name" required="yes"]]
[[> parts/field name="birth_date" label="@desk_book.birth_date" type="date" autocomplete="bday" required="yes"]]
[[> parts/field name="email" label="@book.email" type="email" autocomplete="email" required="yes"]]
[[> parts/field name="phone" label="@book.phone" type="tel" autocomplete="tel"]]
</fieldset>
<fieldset class="group"><legend>[[book_two.other]]</legend><p class="hint">[[book_two.other_hint]]</p>
[[> parts/field name="name2" label="@desk_book.name" hint="@book.name_hint" autocomplete="off" required="yes"]]
[[> parts/field name="birth_date2" label="@desk_book.birth_date" type="date" autocomplete="off" required="yes"]]
[[> parts/field name="email2" label="@book.email" type="email" autocomplete="off" required="yes"]]
[[> parts/field name="phone2" label="@book.phone" type="tel" autocomplete="off"]]
</fieldset>
<div class="note info"><span class="sign" aria-hidden="true">i</span><div><p>[[book_two.own_link]]</p></div></div>
<section class="policy" id="policy" tabindex="-1"><h2>[[book.policy_title]]</h2><p>{{POLICY}}</p>[[> parts/policy-sums]]<p class="soft">[[book.policy_version]]</p></section>
<input type="hidden" name="policy" value="{{VERSION}}">
<button class="button" type="submit" name="do" value="book">[[book_two.book]]</button>
{{^GONE}}<button class="button quiet" type="submit" name="do" value="leave">[[book.other_times]]</button>{{/GONE}}
</form>
