{{%AUTOESCAPE context="HTML"}}
[[< layout title="@book.title" width="reading"]]
<h1>[[book.title]]</h1>
<p class="lead">[[book.services_lead]]</p>
[[> parts/errors]]
{{^SERVICES}}<div class="empty"><h2>[[book.no_services]]</h2><p>[[book.no_services_text]] {{#CLINIC_HAS_PHONE}}<a href="tel:{{CLINIC_PHONE_DIGITS}}">{{CLINIC_PHONE}}</a>{{/CLINIC_HAS_PHONE}}</p></div>{{/SERVICES}}
<ul class="choices" id="service" tabindex="-1">{{#SERVICES}}<li>{{#SERVICE_ALONE}}<a class="choice-card" href="{{SERVICE_PATH}}"{{#SERVICE_NOW}} aria-current="true"{{/SERVICE_NOW}}><span class="choice-name">{{SERVICE_NAME}}</span><span class="soft">{{SERVICE_LENGTH}}</span><span class="soft">{{SERVICE_WHOM}}</span><span class="choice-price">{{SERVICE_PRICE}}</span></a>{{/SERVICE_ALONE}}{{^SERVICE_ALONE}}<div class="choice-card lengths"><h2 class="choice-name">{{SERVICE_NAME}}</h2><ul class="chip-links">{{#LENGTHS}}<li><a class="chip-link" href="{{LENGTH_PATH}}"{{#LENGTH_NOW}} aria-current="true"{{/LENGTH_NOW}}><span class="unseen">{{LENGTH_NAME}}, </span>{{LENGTH_TEXT}} <strong>{{LENGTH_PRICE}}</strong></a></li>
{{/LENGTHS}}</ul></div>{{/SERVICE_ALONE}}</li>
{{/SERVICES}}</ul>
{{#BOOKS_TWO}}<p><a href="/book/two">[[book_two.link]]</a></p>{{/BOOKS_TWO}}
<p class="soft">[[book.price_note]]</p>
<p>[[book.unsure]] <a href="/assess">[[book.check]]</a></p>
