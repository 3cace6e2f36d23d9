{{%AUTOESCAPE context="HTML"}}
[[< layout title="{{VISIT_TITLE}}" width="narrow" private="yes"]]
<h1>{{VISIT_TITLE}}</h1>
{{#QUESTIONS_DUE}}<div class="note amber"><span class="sign" aria-hidden="true">!</span><div><p class="note-title">[[visit.questions_due]]</p><p>[[visit.questions_text]]</p><form method="post" action="{{VISIT_PATH}}/questions"><input type="hidden" name="token" value="{{TOKEN}}"><button class="button" type="submit">[[visit.questions]]</button></form></div></div>{{/QUESTIONS_DUE}}
{{#TALK_FIRST}}<div class="note amber"><span class="sign" aria-hidden="true">!</span><div><p class="note-title">[[visit.talk_first]]</p><p>[[visit.talk_text]] {{#CLINIC_HAS_PHONE}}<a href="tel:{{CLINIC_PHONE_DIGITS}}">{{CLINIC_PHONE}}</a>{{/CLINIC_HAS_PHONE}}</p></div></div>{{/TALK_FIRST}}
{{#OFFERS_GENTLER}}<section class="panel" id="gentler" aria-labelledby="gentler-title"><h2 id="gentler-title">[[gentler.title]]</h2><p>[[gentler.text]]</p>[[> parts/gentler-offer button="@gentler.button"]]<p class="soft">[[gentler.free]]</p></section>{{/OFFERS_GENTLER}}
{{#PAPER}}<div class="note amber"><span class="sign" aria-hidden="true">!</span><div><p class="note-title">[[visit.paper]]</p>{{#PAPER_BACK}}<p>[[visit.paper_back]]</p>{{/PAPER_BACK}}{{^PAPER_BACK}}<p>[[visit.paper_text]]</p>{{/PAPER_BACK}}</div></div>
<p class="actions"><a class="button" href="{{VISIT_PATH}}/letter">[[visit.paper_open]]</a></p>{{/PAPER}}
<div class="panel">[[> parts/book-facts]]
{{#HAS_PARTS}}<p>{{PARTS_TEXT}}</p>
{{/HAS_PARTS}}<dl class="facts"><dt>[[visit.where]]</dt><dd>{{PLACE}}</dd></dl>
<p class="soft">{{ZONE_NOTE}}</p></div>
{{#COMPANION_NAMED}}<section class="panel" id="companion"><h2>[[book_two.with_named]]</h2><p>{{#FRESH}}{{#MAIL_SENT}}[[book_two.with_mail]] {{/MAIL_SENT}}{{/FRESH}}[[book_two.with_link]]</p><dl class="facts"><dt>[[book_two.price_of]]</dt><dd>{{COMPANION_PRICE}}</dd></dl></section>{{/COMPANION_NAMED}}
{{#COMPANION_UNNAMED}}<p id="companion">[[book_two.with_other]]</p>{{/COMPANION_UNNAMED}}
{{#FRESH}}{{#MAIL_SENT}}<p>[[visit.mail_sent]]</p>{{/MAIL_SENT}}{{#MAIL_IN_FOLDER}}<p>[[visit.mail_in_folder]]</p>{{/MAIL_IN_FOLDER}}{{#MAIL_WAITS}}<p>[[visit.mail_waits]]</p>{{/MAIL_WAITS}}{{#NO_MAIL}}<p>[[visit.no_mail]]</p>{{/NO_MAIL}}{{/FRESH}}
{{#OPEN}}<p class="actions"><a class="button quiet" href="{{VISIT_PATH}}/appointment.ics">[[visit.calendar]]</a><a class="button quiet" href="{{VISIT_PATH}}/move">[[visit.move]]</a><a class="after-button" href="{{VISIT_PATH}}/cancel">[[visit.cancel]]</a></p>
<h2>[[visit.your_link]]</h2>
<p>[[visit.link_text]]</p>
<p class="private-link"><a href="{{VISIT_PATH}}">{{VISIT_LINK}}</a></p>
{{#HAS_DEPOSIT}}<p>[[fee.client_deposit]]</p>{{/HAS_DEPOSIT}}
<p class="soft">{{POLICY}}</p>{{/OPEN}}
{{^OPEN}}{{#FEE_DUE}}<div class="note amber"><span class="sign" aria-hidden="true">!</span><div><p>[[fee.client_due]] {{#CLINIC_HAS_PHONE}}<a href="tel:{{CLINIC_PHONE_DIGITS}}">{{CLINIC_PHONE}}</a>{{/CLINIC_HAS_PHONE}}</p></div></div>{{/FEE_DUE}}{{#FEE_NONE}}<p>[[fee.client_none]]</p>{{/FEE_NONE}}{{#LATE}}<p>[[visit.was_late]]</p>{{/LATE}}<p class="actions">[[> parts/link to="/book" text="@visit.book_again" kind="quiet"]]</p>{{/OPEN}}
<p class="soft">[[visit.help]] {{#CLINIC_HAS_PHONE}}<a href="tel:{{CLINIC_PHONE_DIGITS}}">{{CLINIC_PHONE}}</a>{{/CLINIC_HAS_PHONE}}</p>
