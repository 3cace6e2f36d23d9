{{%AUTOESCAPE context="HTML"}}
[[< layout title="@wait.section" width="narrow" private="yes"]]
{{#LEFT}}<h1>[[wait.left_title]]</h1>
<p class="lead">[[wait.left]]</p>
<p class="actions">[[> parts/link to="/wait" text="@wait.join_again" kind="quiet"]]</p>{{/LEFT}}
{{^LEFT}}<h1>[[wait.told_title]]</h1>
<p class="lead">[[wait.told]]</p>
{{#HAS_WISH}}<section class="panel" id="wish"><h2>[[wait.wish_title]]</h2>
<dl class="facts"><dt>[[book.what]]</dt><dd>{{WISH_SERVICE}}</dd>
<dt>[[book.when]]</dt><dd>{{WISH_WHEN}}</dd>
<dt>[[wait.wish_reach]]</dt><dd>{{WISH_REACH}}</dd></dl>
<form class="actions" method="post" action="/wait/leave">[[> parts/token]]<a class="button quiet" href="/wait?change=yes">[[wait.change]]</a><button class="button quiet" type="submit">[[wait.leave]]</button></form>
<p class="soft">[[wait.wish_how_long]]</p></section>{{/HAS_WISH}}
<p>[[wait.told_more]]{{#CLINIC_HAS_PHONE}} [[wait.told_call]] <a href="tel:{{CLINIC_PHONE_DIGITS}}">{{CLINIC_PHONE}}</a>{{/CLINIC_HAS_PHONE}}</p>{{/LEFT}}
<p><a href="/">[[wait.home]]</a></p>
