{{%AUTOESCAPE context="HTML"}}
[[< layout title="@treat_finish.title" theme="night" width="page" private="yes"]]
<h1>{{CLIENT_NAME}}[[words.colon]] [[treat_finish.title]]</h1>
<ul class="room-alerts">{{#ALERTS}}<li><span aria-hidden="true">!</span> {{ALERT}}</li>{{/ALERTS}}</ul>
[[> parts/errors]]
<section class="panel"><h2>[[treat_finish.worked]]</h2>[[> parts/treat-worked]]</section>
<section class="panel"><h2>[[treat_tender.title]]</h2>[[> parts/treat-tender]]</section>
<section class="panel" id="movement"><h2>[[treat_move.title_after]]</h2>
[[> parts/treat-movements]]
<form class="form" method="post" action="{{VISIT_PATH}}/movement" novalidate>[[> parts/token]]<input type="hidden" name="when" value="after">
[[> parts/select name="movement" label="@treat_move.what"]]
[[> parts/field name="movement_value" label="@treat_move.value" inputmode="decimal"]]
<button class="tap" type="submit">[[treat_move.keep_after]]</button>
</form></section>
<form class="form" method="post" action="{{VISIT_PATH}}/end">[[> parts/token]]
[[> parts/scale name="pain_now" label="@treat_client.pain_now" low="@scale.none" high="@scale.worst"]]
[[> parts/scale name="comfort" label="@treat_comfort.at_end" low="@treat_comfort.low" high="@treat_comfort.high" kind="even"]]
{{#ASK_NOT_DEEP}}<div class="note amber"><span class="sign" aria-hidden="true">!</span><p>[[treat_finish.no_pressure]]</p></div>
[[> parts/field name="not_deep" label="@treat_finish.not_deep"]]{{/ASK_NOT_DEEP}}
<div class="room-buttons"><button class="tap finish" type="submit">[[treat_finish.end]]</button><a class="tap" href="{{VISIT_PATH}}/session">[[treat_finish.back]]</a></div>
</form>
