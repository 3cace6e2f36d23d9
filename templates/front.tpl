{{%AUTOESCAPE context="HTML"}}
[[< layout title="@front.title"]]
<section class="hero">
<div class="hero-words">
<h1>[[front.heading]]</h1>
<p class="lead">[[front.lead]]</p>
<div class="actions">[[> parts/link to="/assess" text="@front.assess"]]<a class="after-button" href="/book">[[front.book]]</a></div>
<p class="soft">[[front.no_account]]</p>
</div>
<div class="hero-figure" aria-hidden="true">{{HERO_FIGURE:none}}</div>
</section>
<section aria-labelledby="how">
<h2 id="how">[[front.how]]</h2>
<ol class="ways">
<li class="panel"><h3>[[front.step_1]]</h3><p>[[front.step_1_text]]</p></li>
<li class="panel"><h3>[[front.step_2]]</h3><p>[[front.step_2_text]]</p></li>
<li class="panel"><h3>[[front.step_3]]</h3><p>[[front.step_3_text]]</p></li>
<li class="panel"><h3>[[front.step_4]]</h3><p>[[front.step_4_text]]</p></li>
</ol>
</section>
<section class="two">
<div>
<h2>[[front.services]]</h2>
{{#SERVICES}}<div class="price"><span class="price-name">{{SERVICE_NAME}}{{#LENGTH_SHOWN}} <span class="soft">{{SERVICE_LENGTH}}</span>{{/LENGTH_SHOWN}}</span><span class="price-amount">{{SERVICE_PRICE}}</span></div>
{{/SERVICES}}{{#HAS_SERVICES}}<p class="soft small">[[front.price_note]]</p>{{/HAS_SERVICES}}{{^SERVICES}}<p class="soft">[[front.no_services]]</p>{{/SERVICES}}
</div>
<div>
<h2>[[front.honest]]</h2>
<p>[[front.honest_text]]</p>
<p><a href="/deep-tissue-massage">[[front.read]]</a></p>
<p><a href="/therapists">[[therapists.link]]</a></p>
<h2>[[front.talk]]</h2>
<p>[[front.talk_text]] {{#CLINIC_HAS_PHONE}}<a class="phone-large" href="tel:{{CLINIC_PHONE_DIGITS}}">{{CLINIC_PHONE}}</a>{{/CLINIC_HAS_PHONE}}</p>
</div>
</section>
