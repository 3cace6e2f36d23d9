{{%AUTOESCAPE context="HTML"}}
[[< layout title="@assess.answer_page" width="narrow" private="yes"]]
[[> parts/steps]]
<div class="answer answer-{{ANSWER_KIND}}">
<h1>{{ANSWER_TITLE}}</h1>
<p class="soft">[[assess.answer_for]]</p>
<p class="lead">{{ANSWER_TEXT}}</p>
{{#UNREVIEWED}}<p>[[protocol.confirms]]</p>{{/UNREVIEWED}}
</div>
{{#RULES_CHANGED}}<section class="panel" id="rules-changed"><form method="post" action="/assess/answer">[[> parts/token]]<input type="hidden" name="service" value="{{SLUG}}"><input type="hidden" name="visit_date" value="{{DAY_ISO}}"><button class="button" type="submit">[[rules_then.client_button]]</button></form><p>[[rules_then.client_or]]</p></section>{{/RULES_CHANGED}}
{{#VISIT_CONFIRMED}}<p class="note info"><span class="sign" aria-hidden="true">✓</span><span>[[assess.visit_confirmed]]</span></p>{{/VISIT_CONFIRMED}}
{{#VISIT_KEPT}}<p class="note amber"><span class="sign" aria-hidden="true">!</span><span>[[assess.visit_kept]]</span></p>{{/VISIT_KEPT}}
{{#OFFERS_GENTLER}}<section class="panel" id="gentler" aria-labelledby="gentler-title"><h2 id="gentler-title">[[gentler.title]]</h2><p>[[gentler.text]]</p>[[> parts/gentler-offer button="@gentler.button"]]<p class="soft">[[gentler.free]]</p></section>{{/OFFERS_GENTLER}}
{{#URGENT_ALONE}}{{#HAS_URGENT}}<section aria-labelledby="urgent"><h2 id="urgent">[[assess.instead]]</h2>
{{#URGENT}}<p class="note {{URGENT_KIND}}"><span class="sign" aria-hidden="true">!</span><span><strong>{{URGENT_TEXT}}</strong></span></p>{{/URGENT}}</section>{{/HAS_URGENT}}{{/URGENT_ALONE}}
{{#HAS_CHANGES}}<section aria-labelledby="changes"><h2 id="changes">[[assess.changes_title]]</h2><ul>{{#CHANGES}}<li>{{CHANGE_TEXT}}</li>{{/CHANGES}}</ul></section>{{/HAS_CHANGES}}
{{#FOCUS_LOST}}<p class="note amber"><span class="sign" aria-hidden="true">!</span><span>[[assess.focus_lost]]</span></p>{{/FOCUS_LOST}}
{{#LIGHT}}<section class="panel" aria-labelledby="light"><h2 id="light">[[assess.light_title]]</h2><p>[[assess.light_text]]</p><form method="post" action="/assess/answer">[[> parts/token]]<input type="hidden" name="service" value="{{GENTLER_SLUG}}"><input type="hidden" name="visit_date" value="{{DAY_ISO}}"><button class="button" type="submit">[[assess.gentler_button]]</button></form></section>{{/LIGHT}}
{{#MAY_BOOK}}<div class="actions"><a class="button" href="/assess/plan">[[assess.to_plan]]</a></div>{{/MAY_BOOK}}
{{#STAFF_CALL}}<p class="note amber"><span class="sign" aria-hidden="true">!</span><span>[[assess.staff_call]] {{#CLINIC_HAS_PHONE}}<a class="text-link" href="tel:{{CLINIC_PHONE_DIGITS}}">{{CLINIC_PHONE}}</a>{{/CLINIC_HAS_PHONE}}</span></p>{{/STAFF_CALL}}
{{#TALK_FIRST}}<section class="panel" id="talk" aria-labelledby="talk-title"><h2 id="talk-title">[[assess.talk_title]]</h2>
{{#TALK_SENT}}<p role="status">[[assess.talk_sent]]</p>{{/TALK_SENT}}
{{#TALK_WANTED}}<p>[[assess.talk_unsure]]</p>
<form method="post" action="/assess/talk" novalidate>
[[> parts/token]]
[[> parts/field name="phone" label="@assess.number_label" type="tel" autocomplete="tel" inputmode="tel"]]
[[> parts/button text="@assess.number_button"]]
</form>{{/TALK_WANTED}}
{{#TALK_MAY_BOOK}}<p>[[assess.talk_keep]] <a class="text-link" href="{{TALK_BOOK_PATH}}">[[assess.talk_times]]</a></p>{{/TALK_MAY_BOOK}}
</section>{{/TALK_FIRST}}
{{#MUST_SPEAK}}<section class="panel" aria-labelledby="speak"><h2 id="speak">[[assess.speak_title]]</h2><p>[[assess.speak_text]]</p><p>{{#CLINIC_HAS_PHONE}}<a class="button" href="tel:{{CLINIC_PHONE_DIGITS}}">[[assess.call_us]]</a>{{/CLINIC_HAS_PHONE}}</p></section>{{/MUST_SPEAK}}
{{#REFUSED}}<section class="instead" aria-labelledby="instead"><h2 id="instead">[[assess.instead]]</h2>
{{#URGENT}}<p class="note {{URGENT_KIND}}"><span class="sign" aria-hidden="true">!</span><span><strong>{{URGENT_TEXT}}</strong></span></p>{{/URGENT}}
[[> parts/refused-parts]]
{{#MAY_WAIT}}<div class="panel">{{#FOR_VISIT}}<h3>[[assess.letter_title]]</h3>{{/FOR_VISIT}}{{^FOR_VISIT}}<h3>[[assess.wait_title]]</h3>{{/FOR_VISIT}}
<ol>{{^FOR_VISIT}}<li>[[letter.step_time]]</li>{{/FOR_VISIT}}<li>[[letter.step_doctor]]</li><li>[[letter.step_back_day]]</li><li>[[letter.step_else]]</li></ol>
<p class="actions">{{^FOR_VISIT}}<a class="button" href="/book?service={{SLUG}}">[[assess.talk_times]]</a>{{/FOR_VISIT}}<a class="button quiet" href="/assess/letter">[[assess.letter_open]]</a></p></div>{{/MAY_WAIT}}
{{#CLEARANCE}}<div class="panel"><h3>[[assess.letter_title]]</h3><p>[[assess.letter_text]]</p><p><a class="button" href="/assess/letter">[[assess.letter_open]]</a></p></div>{{/CLEARANCE}}
{{#LATER}}<div class="panel"><h3>[[assess.later_title]]</h3><p>[[assess.later_text]]</p>{{#MAY_GO_BACK}}<form method="post" action="/assess/answer">[[> parts/token]]<input type="hidden" name="service" value="{{SLUG}}"><input type="hidden" name="visit_date" value="{{EARLIEST_ISO}}"><button class="button quiet" type="submit">[[assess.later_button]]</button></form>{{/MAY_GO_BACK}}</div>{{/LATER}}
{{#GENTLER}}<div class="panel"><h3>[[assess.gentler_title]]</h3><p>[[assess.gentler_text]]</p>{{#MAY_GO_BACK}}<form method="post" action="/assess/answer">[[> parts/token]]<input type="hidden" name="service" value="{{GENTLER_SLUG}}"><input type="hidden" name="visit_date" value="{{DAY_ISO}}"><button class="button quiet" type="submit">[[assess.gentler_button]]</button></form>{{/MAY_GO_BACK}}</div>{{/GENTLER}}
{{#GENTLER_ASKS}}<div class="panel"><h3>[[assess.gentler_title]]</h3><p>[[assess.gentler_asks]]</p>{{#MAY_GO_BACK}}<form method="post" action="/assess/answer">[[> parts/token]]<input type="hidden" name="service" value="{{GENTLER_SLUG}}"><input type="hidden" name="visit_date" value="{{DAY_ISO}}"><button class="button" type="submit">[[assess.gentler_button]]</button></form>{{/MAY_GO_BACK}}</div>{{/GENTLER_ASKS}}
<p>[[assess.talk_text]] {{#CLINIC_HAS_PHONE}}<a class="text-link" href="tel:{{CLINIC_PHONE_DIGITS}}">{{CLINIC_PHONE}}</a>{{/CLINIC_HAS_PHONE}}</p></section>{{/REFUSED}}
{{#ASK_ON_THE_DAY}}<p>[[assess.ask_on_the_day]]</p>{{/ASK_ON_THE_DAY}}
{{#MEASURE_ON_ARRIVAL}}<p>[[assess.measure_on_arrival]]</p>{{/MEASURE_ON_ARRIVAL}}
<section aria-labelledby="reasons"><h2 id="reasons">[[assess.reasons_title]]</h2>
{{^HAS_FINDINGS}}<p>[[assess.no_findings]]</p>{{/HAS_FINDINGS}}
[[> parts/loosened]]
{{#FINDINGS}}[[> parts/finding]]
{{/FINDINGS}}
</section>
{{#HAS_ALSO}}<section aria-labelledby="also"><h2 id="also">[[assess.also_title]]</h2>
<p>[[assess.also_text]]</p>
{{#ALSO}}[[> parts/finding]]
{{/ALSO}}
</section>{{/HAS_ALSO}}
<p class="soft">[[assess.protocol]] <a href="/protocols">[[assess.protocol_read]]</a>.{{#RULES_UNREAD}} [[assess.protocol_unread]]{{/RULES_UNREAD}}{{#STAFF_ASKED}} <code>{{PROTOCOL_VERSION}}</code>{{/STAFF_ASKED}}</p>
{{#MAY_GO_BACK}}<section aria-labelledby="other-day"><h2 id="other-day">[[assess.other_day]]</h2>
<p>[[assess.other_day_text]]</p>
[[> parts/errors]]
<form class="form" method="post" action="/assess/answer" novalidate>
[[> parts/token]]
[[> parts/select name="service" label="@assess.service"]]
<div class="field{{#VISIT_DATE_WRONG}} wrong{{/VISIT_DATE_WRONG}}"><label for="visit_date">[[assess.visit_day]]</label>{{#VISIT_DATE_WRONG}}<p class="error-text" id="visit_date-error"><span class="sign" aria-hidden="true">!</span> {{VISIT_DATE_ERROR}}</p>{{/VISIT_DATE_WRONG}}
<input class="input" id="visit_date" name="visit_date" type="date" min="{{FIRST_DAY}}" max="{{LAST_DAY}}" value="{{VISIT_DATE}}"{{#VISIT_DATE_WRONG}} aria-invalid="true" aria-describedby="visit_date-error"{{/VISIT_DATE_WRONG}}></div>
[[> parts/button text="@assess.other_day_button" kind="quiet"]]
</form></section>{{/MAY_GO_BACK}}
<nav class="review" aria-labelledby="review"><h2 id="review">[[assess.review]]</h2>
<p>[[assess.review_text]]</p>
<ul class="links"><li><a href="/assess">[[assess.review_who]]</a></li><li><a href="/assess/where">[[assess.review_where]]</a></li><li><a href="/assess/since">[[assess.review_since]]</a></li>
{{#GROUPS}}<li><a href="{{GROUP_PATH}}">{{GROUP_NAME}}</a></li>{{/GROUPS}}</ul>
<form method="post" action="/assess/again">[[> parts/token]]<button class="plain" type="submit">{{#STAFF_ASKED}}[[assess.staff_done]]{{/STAFF_ASKED}}{{^STAFF_ASKED}}[[assess.again]]{{/STAFF_ASKED}}</button></form></nav>
