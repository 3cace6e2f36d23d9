{{%AUTOESCAPE context="HTML"}}
[[< layout title="@wait.offer_title" width="narrow" private="yes"]]
[[> parts/errors]]
{{#OPEN}}<h1>[[wait.offer_title]]</h1>
<p class="lead">[[wait.offer_kept]]</p>
<div class="panel">[[> parts/book-facts]]
<p class="soft">{{ZONE_NOTE}}</p></div>
<section class="policy" id="policy"><h2>[[book.policy_title]]</h2><p>{{POLICY}}</p>[[> parts/policy-sums]]<p class="soft">[[book.policy_version]]</p></section>
<form class="form" method="post" action="{{OFFER_PATH}}/yes">[[> parts/token]]<input type="hidden" name="policy" value="{{VERSION}}">
<button class="button" type="submit">[[wait.take]]</button></form>
<form class="form" method="post" action="{{OFFER_PATH}}/no">[[> parts/token]]
<p class="actions"><button class="button quiet" type="submit" name="leave" value="no">[[wait.not_this]]</button> <button class="button quiet" type="submit" name="leave" value="yes">[[wait.leave]]</button></p></form>{{/OPEN}}
{{^OPEN}}<h1>[[wait.gone_title]]</h1>
<p class="lead">[[wait.gone]]</p>
<p><a class="button" href="/book">[[wait.other_times]]</a></p>{{/OPEN}}
