{{%AUTOESCAPE context="HTML"}}
[[< layout title="@book.times_title" width="reading"]]
<h1>[[book.times_title]]</h1>
<p class="lead">{{SERVICE_NAME}}. {{PRICE_WORDS}}. <a href="/book">[[book.other_service]]</a></p>
{{#GONE}}<div class="note amber" role="alert"{{#HAS_GONE_FIELD}} data-field="{{GONE_FIELD}}"{{/HAS_GONE_FIELD}}><span class="sign" aria-hidden="true">!</span><div><p class="note-title">{{GONE_TEXT}}</p>
{{#HAS_OTHERS}}<form method="post" action="/book/hold"><input type="hidden" name="token" value="{{TOKEN}}"><input type="hidden" name="service" value="{{SERVICE_SLUG}}"><input type="hidden" name="practitioner" value="{{PRACTITIONER_VALUE}}"><p>[[book.nearest]]</p><div class="time-list">{{#OTHERS}}<button class="time" type="submit" name="start" value="{{OTHER_VALUE}}">{{OTHER_TEXT}}</button>
{{/OTHERS}}</div></form>{{/HAS_OTHERS}}</div></div>{{/GONE}}
{{#REFUSED}}<div class="note red"><span class="sign" aria-hidden="true">!</span><div><p class="note-title">[[book.refused]]</p><p>[[book.refused_text]] {{#CLINIC_HAS_PHONE}}<a href="tel:{{CLINIC_PHONE_DIGITS}}">{{CLINIC_PHONE}}</a>{{/CLINIC_HAS_PHONE}}</p>[[> parts/refused-parts]]{{#HAS_GENTLER}}<p><a class="button quiet" href="{{GENTLER_PATH}}">[[book.gentler]]</a></p>{{/HAS_GENTLER}}<p><a href="/assess/answer">[[book.see_answer]]</a></p></div></div>{{/REFUSED}}
{{#FROM_EARLIEST}}<div class="note amber"><span class="sign" aria-hidden="true">!</span><div><p class="note-title">[[book.from_earliest]]</p>[[> parts/refused-parts]]{{#HAS_GENTLER}}<p>[[book.sooner]] <a href="{{GENTLER_PATH}}">{{GENTLER_NAME}}</a></p>{{/HAS_GENTLER}}</div></div>{{/FROM_EARLIEST}}
{{#LETTER}}<div class="note amber"><span class="sign" aria-hidden="true">!</span><div><p class="note-title">[[book.letter]]</p>[[> parts/refused-parts]]<p>[[book.letter_times]] <a href="/assess/answer">[[book.letter_steps]]</a></p>{{#LETTER_ENDS}}<p>[[book.letter_ends]]</p>{{/LETTER_ENDS}}{{#HAS_GENTLER}}<p>[[book.letter_gentler]] <a href="{{GENTLER_PATH}}">{{GENTLER_NAME}}</a></p>{{/HAS_GENTLER}}</div></div>{{/LETTER}}
{{^REFUSED}}
{{#JOINED}}<p>{{#IN_TURN}}[[book_then.in_turn]]{{/IN_TURN}}{{^IN_TURN}}[[book_then.one_visit]]{{/IN_TURN}} <a href="{{FIRST_PATH}}">[[book_then.only_first]]</a></p>{{/JOINED}}
{{#CAN_FOLLOW}}<details class="more"><summary>[[book_then.title]]</summary><form class="form" method="post" action="/book/then"><input type="hidden" name="token" value="{{TOKEN}}"><input type="hidden" name="service" value="{{SERVICE_SLUG}}"><input type="hidden" name="practitioner" value="{{PRACTITIONER_VALUE}}"><p>[[book_then.text]]</p>
[[> parts/select name="then" label="@book_then.label"]]
[[> parts/button text="@book_then.show" kind="quiet"]]</form></details>{{/CAN_FOLLOW}}
{{#HAS_LENGTHS}}<nav class="people" aria-label="[[book_length.title]]"><h2>[[book_length.title]]</h2>
<ul class="chip-links">{{#LENGTHS}}<li><a class="chip-link" href="{{LENGTH_PATH}}"{{#LENGTH_NOW}} aria-current="true"{{/LENGTH_NOW}}>{{LENGTH_TEXT}} <strong>{{LENGTH_PRICE}}</strong></a></li>
{{/LENGTHS}}</ul></nav>{{/HAS_LENGTHS}}
<nav class="people" aria-label="[[book.therapist]]"><h2>[[book.therapist]]</h2>
<ul class="chip-links">{{#PEOPLE}}<li><a class="chip-link" href="{{PERSON_PATH}}"{{#PERSON_NOW}} aria-current="true"{{/PERSON_NOW}}>{{PERSON_NAME}}</a></li>
{{/PEOPLE}}</ul><p><a class="text-link" href="/therapists">[[therapists.link]]</a></p></nav>
[[> parts/gender-wish]]
[[> parts/book-times]]
<p><a class="text-link" href="/wait?service={{SERVICE_SLUG}}&amp;practitioner={{PRACTITIONER_VALUE}}">[[wait.none_fits]]</a></p>
{{#HAS_PLACES}}<p><a class="text-link" href="/places?service={{SERVICE_SLUG}}">[[places.link]]</a></p>
{{/HAS_PLACES}}{{^ANSWERED}}<p class="soft">[[book.later_questions]] <a href="/assess">[[book.check]]</a></p>{{/ANSWERED}}
{{/REFUSED}}
