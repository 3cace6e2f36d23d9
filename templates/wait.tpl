{{%AUTOESCAPE context="HTML"}}
[[< layout title="@wait.title" width="narrow"]]
{{#FOR_DESK}}<p><a href="/desk/wait">[[wait.back]]</a></p>{{/FOR_DESK}}
<h1>{{#CHANGING}}[[wait.change]]{{/CHANGING}}{{^CHANGING}}[[wait.title]]{{/CHANGING}}</h1>
<p class="lead">{{#CHANGING}}[[wait.change_lead]]{{/CHANGING}}{{^CHANGING}}[[wait.lead]]{{/CHANGING}}</p>
[[> parts/errors]]
<form class="form" method="post" action="{{WAIT_ACTION}}" novalidate>[[> parts/token]]{{#CHANGING}}<input type="hidden" name="change" value="yes">{{/CHANGING}}
[[> parts/select name="service" label="@wait.service"]]
[[> parts/select name="practitioner" label="@wait.who"]]
{{#MAY_WISH}}[[> parts/chips name="gender" label="@book_wish.title" hint="@wait.wish_hint"]]{{/MAY_WISH}}
[[> parts/field name="from" label="@wait.from" hint="@wait.from_hint" type="date"]]
[[> parts/field name="until" label="@wait.until" hint="@wait.until_hint" type="date"]]
[[> parts/chips name="weekday" label="@wait.days" hint="@wait.days_hint" kind="checkbox"]]
[[> parts/chips name="part" label="@wait.part"]]
[[> parts/field name="name" label="@book.name" hint="@book.name_hint" autocomplete="name" required="yes"]]
[[> parts/field name="birth_date" label="@book.birth_date" type="date" autocomplete="bday"]]
<fieldset class="group"><legend>[[book.reach]]</legend><p class="hint">[[wait.reach_hint]]</p>
[[> parts/field name="email" label="@book.email" type="email" autocomplete="email"]]
[[> parts/field name="phone" label="@book.phone" type="tel" autocomplete="tel"]]
</fieldset>
{{#CHANGING}}[[> parts/button text="@wait.change_keep"]]{{/CHANGING}}{{^CHANGING}}[[> parts/button text="@wait.join"]]{{/CHANGING}}
</form>
