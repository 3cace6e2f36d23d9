{{%AUTOESCAPE context="HTML"}}
[[< layout title="@article.title" width="reading"]]
<h1>[[article.title]]</h1>
<p class="lead">[[article.s1]]</p>
<p>[[article.s37]]</p>
<p><a href="#sources">[[article.sources]]</a></p>
<nav class="contents" aria-labelledby="on-page"><h2 id="on-page">[[article.on_page]]</h2><ul>
<li><a href="#what">[[article.what]]</a></li>
<li><a href="#back">[[article.back]]</a></li>
<li><a href="#swedish">[[article.swedish]]</a></li>
<li><a href="#for-whom">[[article.for_whom]]</a></li>
<li><a href="#benefits">[[article.benefits]]</a></li>
<li><a href="#not-for">[[article.not_for]]</a></li>
<li><a href="#session">[[article.session]]</a></li>
<li><a href="#after">[[article.after]]</a></li>
<li><a href="#choose">[[article.choose]]</a></li>
<li><a href="#find">[[article.find]]</a></li>
<li><a href="#replies">[[reply.title]]</a></li>
</ul></nav>

<h2 id="what">[[article.what]]</h2>
<p>[[article.s2]] [[article.s8]]</p>
<p>[[article.s7]]</p>
<p>[[article.s3]] [[article.s6]]</p>
<p>[[article.s9]]</p>
<dl class="words"><dt>[[article.fascia]]</dt><dd>[[article.s15]]</dd><dt>[[article.tendon]]</dt><dd>[[article.tendon_text]]</dd></dl>

<h2 id="back">[[article.back]]</h2>
<p>[[article.s11]] [[article.s10]]</p>
<p>[[article.s13]]</p>
<p>[[article.s4]]</p>
<p>[[article.s5]]</p>
<p><a href="#sources">[[article.sources]]</a></p>

<h2 id="swedish">[[article.swedish]]</h2>
<p>[[article.s14]]</p>
<p><a href="#sources">[[article.sources]]</a></p>

<h2 id="for-whom">[[article.for_whom]]</h2>
<ul>
<li>[[article.s16_pain]]</li>
<li>[[article.s16_stiff]]</li>
<li>[[article.s16_injury]]</li>
<li>[[article.s16_posture]]</li>
<li>[[article.s16_stress]]</li>
</ul>
<p>[[article.s17]]</p>

<h2 id="benefits">[[article.benefits]]</h2>
<table class="table known"><thead><tr><th scope="col">[[article.hope]]</th><th scope="col">[[article.known]]</th></tr></thead>
<tbody>
<tr><th scope="row">[[article.s18a]]</th><td>[[article.s18a_text]]</td></tr>
<tr><th scope="row">[[article.s18b]]</th><td>[[article.s18b_text]]</td></tr>
<tr><th scope="row">[[article.s18c]]</th><td>[[article.s18c_text]]</td></tr>
<tr><th scope="row">[[article.s18d]]</th><td>[[article.s18d_text]]</td></tr>
<tr><th scope="row">[[article.s18e]]</th><td>[[article.s18e_text]]</td></tr>
<tr><th scope="row">[[article.s18f]]</th><td>[[article.s18f_text]]</td></tr>
</tbody></table>
<p><a href="#sources">[[article.sources]]</a></p>

<h2 id="not-for">[[article.not_for]]</h2>
<p>[[article.s19]]</p>
<ul class="stops">
<li><strong>[[article.s19a]]</strong> [[article.s19a_text]]</li>
<li><strong>[[article.s19b]]</strong> [[article.s19b_text]]</li>
<li><strong>[[article.s19c]]</strong> [[article.s19c_text]]</li>
<li><strong>[[article.s19d]]</strong> [[article.s19d_text]]</li>
</ul>
<p>[[article.s19_more]]</p>
<div class="actions">[[> parts/link to="/assess" text="@front.assess" kind="quiet"]]</div>

<h2 id="session">[[article.session]]</h2>
<p>[[article.s23]]</p>
<p>[[article.s24]]</p>
<p>[[article.s25]] [[article.s21]]</p>
<p>[[article.s28]]</p>
<p>[[article.s26]] [[article.s27]]</p>
<p>[[article.s22]]</p>

<h2 id="after">[[article.after]]</h2>
<p>[[article.s29]]</p>
<ul>
<li>[[article.s30]]</li>
<li>[[article.s31]]</li>
<li>[[article.s32]]</li>
</ul>
<p>[[article.s33]]</p>
<p><a href="#sources">[[article.sources]]</a></p>

<h2 id="choose">[[article.choose]]</h2>
<p>[[article.s20]]</p>
<ul>
<li>[[article.s34]]</li>
<li>[[article.s35]]</li>
<li>[[article.s36]]</li>
</ul>

<h2>[[article.short]]</h2>
<p>[[article.s38]]</p>

[[> parts/article-sources]]

<div class="panel find"><h2 id="find">[[article.find]]</h2>
<p>[[article.s39]] {{#CLINIC_HAS_PHONE}}<a class="phone-large" href="tel:{{CLINIC_PHONE_DIGITS}}">{{CLINIC_PHONE}}</a>{{/CLINIC_HAS_PHONE}}</p>
<div class="actions">[[> parts/link to="/assess" text="@front.assess"]]<a class="after-button" href="/book">[[front.book]]</a></div></div>

<section class="replies" id="replies" aria-labelledby="replies-title">
<h2 id="replies-title">[[reply.title]]</h2>
{{#REPLIES}}<article class="reply"><p class="reply-who"><strong>{{REPLY_NAME}}</strong> <span class="soft">{{REPLY_DAY}}</span></p><p class="reply-text">{{REPLY_TEXT}}</p></article>
{{/REPLIES}}{{^REPLIES}}<p class="soft">[[reply.none]]</p>{{/REPLIES}}
<h3 id="reply-form">[[reply.write]]</h3>
{{#REPLY_SENT}}[[> parts/note kind="info" sign="✓" title="@reply.sent" text="@reply.sent_text"]]{{/REPLY_SENT}}
{{^REPLY_SENT}}[[> parts/errors]]
<form class="form" method="post" action="/deep-tissue-massage/replies" novalidate>
[[> parts/token]]
<p class="soft">[[reply.s40]]</p>
[[> parts/note kind="amber" sign="!" text="@reply.no_health"]]
[[> parts/field name="reply_name" label="@reply.name" autocomplete="name" required="yes"]]
[[> parts/field name="reply_email" label="@reply.email" hint="@reply.email_hint" type="email" autocomplete="email" required="yes"]]
<div class="trap" aria-hidden="true"><label for="website">[[reply.trap]]</label><input id="website" name="website" tabindex="-1" autocomplete="off"></div>
[[> parts/area name="reply_text" label="@reply.text" hint="@reply.text_hint" required="yes"]]
[[> parts/checkbox name="reply_consent" label="@reply.consent"]]
[[> parts/button text="@reply.button"]]
</form>{{/REPLY_SENT}}
<p class="soft">[[reply.remove]] {{#CLINIC_HAS_PHONE}}<a href="tel:{{CLINIC_PHONE_DIGITS}}">{{CLINIC_PHONE}}</a>{{/CLINIC_HAS_PHONE}}</p>
</section>
