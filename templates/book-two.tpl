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
{{#MAY_WISH}}<details class="more" id="wish"{{#WISHED}} open{{/WISHED}}><summary>[[book_two.wish_title]]</summary><form class="form" method="post" action="/book/two/wish">[[> parts/token]]<input type="hidden" name="service" value="{{SERVICE_SLUG}}"><input type="hidden" name="service2" value="{{SERVICE2_SLUG}}">
<p>[[book_wish.text]]</p>
[[> parts/chips name="gender" label="@book_two.you"]]
[[> parts/chips name="gender2" label="@book_two.other"]]
<button class="button quiet" type="submit">[[book_two.wish_show]]</button></form></details>
{{#WISHED}}<p class="soft">[[book_two.wish_only]]</p>{{/WISHED}}{{/MAY_WISH}}
{{^HAS_TIMES}}<div class="empty"><p>{{NONE_WHY}}</p>{{#HAS_NEXT_FREE}}<p><a class="button quiet" href="{{NEXT_FREE_PATH}}">[[book.next_free]]</a></p>{{/HAS_NEXT_FREE}}{{^HAS_NEXT_FREE}}<p>[[book_two.call]] {{#CLINIC_HAS_PHONE}}<a href="tel:{{CLINIC_PHONE_DIGITS}}">{{CLINIC_PHONE}}</a>{{/CLINIC_HAS_PHONE}}</p>{{/HAS_NEXT_FREE}}</div>{{/HAS_TIMES}}
<h2 id="start" tabindex="-1">[[book_two.both_free]] {{TIMES_DAY}}</h2>
<p>[[book_two.price]] <strong>{{PRICE_WORDS}}</strong></p>
<p class="soft">{{ZONE_NOTE}}</p>
{{#HAS_TIMES}}<form method="post" action="/book/two/hold">[[> parts/token]]<input type="hidden" name="service" value="{{SERVICE_SLUG}}"><input type="hidden" name="service2" value="{{SERVICE2_SLUG}}"><input type="hidden" name="day" value="{{DAY}}"><div class="time-grid">{{#START_OPTIONS}}<button class="time" type="submit" name="start" value="{{OPTION_VALUE}}">{{OPTION_TEXT}}</button>
{{/START_OPTIONS}}</div></form>{{/HAS_TIMES}}
<p><a href="/book">[[book_two.one]]</a></p>
