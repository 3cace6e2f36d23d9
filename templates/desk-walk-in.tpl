{{%AUTOESCAPE context="HTML"}}
[[< layout title="@desk_walk_in.title" width="page" private="yes"]]
<p><a href="/desk">[[desk.back_to_day]]</a></p>
<h1>[[desk_walk_in.title]]</h1>
<p class="lead">[[desk_walk_in.lead]]</p>
[[> parts/errors]]
{{#NO_SEATS}}<div class="empty"><h2>[[desk_walk_in.none]]</h2><p>[[desk_walk_in.none_text]]</p><a class="button quiet" href="/desk/book">[[desk.new_booking]]</a></div>{{/NO_SEATS}}
{{^NO_SEATS}}
<section class="panel"><h2>[[desk_book.whom]]</h2>
{{#KNOWN}}<p><strong>{{KNOWN_NAME}}</strong> <span class="soft">{{KNOWN_BORN}}</span></p><p><a href="/desk/walk-in">[[desk_book.somebody_else]]</a></p>{{/KNOWN}}
{{^KNOWN}}<form class="desk-row end" method="get" action="/desk/walk-in" role="search">
<div class="field"><label for="q">[[desk_book.was_here]]</label><input class="input" id="q" name="q" type="search" value="{{FIND_TEXT}}" autocomplete="off"></div>
<button class="button quiet" type="submit">[[desk.find]]</button></form>
{{#FOUND_NOBODY}}<p>[[desk_book.found_nobody]]</p>{{/FOUND_NOBODY}}
<ul class="desk-list">{{#FOUND}}<li><a class="desk-pick" href="{{FOUND_PATH}}"><strong>{{FOUND_NAME}}</strong> <span class="soft">{{FOUND_MORE}}</span></a></li>{{/FOUND}}</ul>{{/KNOWN}}
</section>
<form class="form desk-form" method="post" action="/desk/walk-in" novalidate>[[> parts/token]]
[[> parts/notices]]
<input type="hidden" name="client" value="{{CLIENT_ID}}">
<fieldset class="field{{#SERVICE_WRONG}} wrong{{/SERVICE_WRONG}}" id="service"{{#SERVICE_WRONG}} aria-describedby="service-error"{{/SERVICE_WRONG}}><legend>[[desk_walk_in.which]]</legend>
{{#SERVICE_WRONG}}<p class="error-text" id="service-error"><span class="sign" aria-hidden="true">!</span> {{SERVICE_ERROR}}</p>{{/SERVICE_WRONG}}
<div class="desk-times">{{#SEATS}}<label class="desk-time-choice"><input type="radio" name="service" value="{{SEAT_VALUE}}"{{#SEAT_CHOSEN}} checked{{/SEAT_CHOSEN}}{{#SERVICE_WRONG}} aria-invalid="true"{{/SERVICE_WRONG}}><span><strong>{{SEAT_SERVICE}}</strong> <span class="soft">{{SEAT_WHEN}}, {{SEAT_WHO}}</span>{{#SEAT_FULL}} <span class="desk-rule">[[desk_rule.day_full]]</span>{{/SEAT_FULL}}</span></label>
{{/SEATS}}</div></fieldset>
{{#ASKS_WHY}}[[> parts/field name="reason" label="@desk_rule.reason" hint="@desk_rule.reason_hint" autocomplete="off"]]{{/ASKS_WHY}}
{{^KNOWN}}<div class="desk-two">
[[> parts/field name="name" label="@desk_book.name" required="yes" autocomplete="off"]]
[[> parts/field name="birth_date" label="@desk_book.birth_date" hint="@desk_book.birth_date_hint" autocomplete="off"]]
</div>{{/KNOWN}}
<div class="desk-two">
[[> parts/field name="phone" label="@desk_visit.phone" type="tel" hint="@desk_book.one_of_two" autocomplete="off"]]
[[> parts/field name="email" label="@desk_visit.email" type="email" autocomplete="off"]]
</div>
[[> parts/button text="@desk_walk_in.button"]]
<p class="soft">[[desk_walk_in.after]]</p>
</form>
{{/NO_SEATS}}
