{{%AUTOESCAPE context="HTML"}}
[[< layout title="@book_two.title" width="narrow" private="yes"]]
<h1>[[book_two.title]]</h1>
<p class="lead">[[book_two.lead]]</p>
[[> parts/errors]]
<form class="form" method="get" action="/book/two">
[[> parts/select name="service" label="@book_two.service"]]
[[> parts/select name="service2" label="@book_two.service2"]]
[[> parts/field name="day" label="@book_two.day" type="date"]]
<button class="button quiet" type="submit">[[book_two.show]]</button>
</form>
{{^HAS_TIMES}}<div class="empty"><p>{{NONE_WHY}}</p>{{#HAS_NEXT_FREE}}<p><a class="button quiet" href="{{NEXT_FREE_PATH}}">[[book.next_free]]</a></p>{{/HAS_NEXT_FREE}}{{^HAS_NEXT_FREE}}<p>[[book_two.call]] {{#CLINIC_HAS_PHONE}}<a href="tel:{{CLINIC_PHONE_DIGITS}}">{{CLINIC_PHONE}}</a>{{/CLINIC_HAS_PHONE}}</p>{{/HAS_NEXT_FREE}}</div>{{/HAS_TIMES}}
<form class="form" method="post" action="/book/two" novalidate>[[> parts/token]]<input type="hidden" name="service" value="{{SERVICE_SLUG}}"><input type="hidden" name="service2" value="{{SERVICE2_SLUG}}"><input type="hidden" name="day" value="{{DAY}}"><input type="hidden" id="key" name="key" value="{{KEY}}">
<h2>[[book_two.both_free]] {{TIMES_DAY}}</h2>
<p class="soft">{{ZONE_NOTE}}</p>
[[> parts/chips name="start" label="@book_two.start"]]
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
<p>[[book_two.price]] <strong>{{PRICE_WORDS}}</strong></p>
<div class="note info"><span class="sign" aria-hidden="true">i</span><div><p>[[book_two.own_link]]</p></div></div>
<section class="policy" id="policy" tabindex="-1"><h2>[[book.policy_title]]</h2><p>{{POLICY}}</p><p class="soft">[[book.policy_version]]</p></section>
<input type="hidden" name="policy" value="{{VERSION}}">
[[> parts/button text="@book_two.book"]]
</form>
<p><a href="/book">[[book_two.one]]</a></p>
