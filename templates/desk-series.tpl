{{%AUTOESCAPE context="HTML"}}
[[< layout title="@desk_series.title" width="page" private="yes"]]
<p><a href="{{VISIT_PATH}}">[[desk_series.back]]</a></p>
[[> parts/errors]]
<h1>[[desk_series.title]]</h1>
<p class="lead">{{SERIES_CLIENT}}[[words.colon]] {{SERIES_SERVICE}}, {{SERIES_WHEN}}, {{SERIES_WHO}}</p>
{{#HAS_PARTS}}<p class="soft">{{PARTS_TEXT}}</p>{{/HAS_PARTS}}
{{#IN_SERIES}}<section><h2>[[desk_series.visits]]</h2>
<ul>{{#VISITS}}<li><a class="text-link" href="{{ONE_PATH}}"{{#ONE_THIS}} aria-current="true"{{/ONE_THIS}}>{{ONE_WHEN}}</a> <span class="soft">{{ONE_STATE}}</span></li>
{{/VISITS}}</ul>
<h3>[[desk_series.move]]</h3>
<form class="desk-row end" method="get" action="{{SERIES_PATH}}">
<div class="field"><label for="to_day">[[desk_series.to_day]]</label><input class="input" id="to_day" name="to_day" type="date" value="{{TO_DAY}}"></div>
<div class="field"><label for="to_time">[[desk_series.to_time]]</label><input class="input" id="to_time" name="to_time" type="time" step="300" value="{{TO_TIME}}"></div>
{{#OF_TWO}}[[> parts/select name="moves" label="@desk_series.which"]]{{/OF_TWO}}
<button class="button quiet" type="submit">[[desk_series.look]]</button></form>
{{#MOVING}}{{#OF_TWO}}<p>{{MOVES_HINT}}</p>{{/OF_TWO}}<ul>{{#MOVES}}<li>{{MOVE_FROM}} → <strong>{{MOVE_TO}}</strong> <span class="desk-rule">{{MOVE_WHY}}</span></li>
{{/MOVES}}</ul>
{{#MOVABLE}}<form method="post" action="{{SERIES_PATH}}/move">[[> parts/token]]<input type="hidden" name="to_day" value="{{TO_DAY}}"><input type="hidden" name="to_time" value="{{TO_TIME}}">{{#OF_TWO}}<input type="hidden" name="moves" value="{{MOVES_CHOSEN}}">{{/OF_TWO}}{{#MOVE_ASKS_WHY}}<div class="field"><label for="move_reason">[[desk_series.reason]]</label><input class="input" id="move_reason" name="reason" value="{{REASON}}" autocomplete="off"></div>{{/MOVE_ASKS_WHY}}<button class="button" type="submit">[[desk_series.move_all]]</button></form>{{/MOVABLE}}
{{^MOVABLE}}<p>[[desk_series.cannot_move]]</p>{{/MOVABLE}}{{/MOVING}}
<form method="post" action="{{SERIES_PATH}}/cancel">[[> parts/token]]{{#OF_TWO}}[[> parts/chips name="which" label="@desk_series.which" hint="@desk_series.which_hint"]]{{/OF_TWO}}<button class="button quiet" type="submit">[[desk_series.cancel_all]]</button></form>
</section>{{/IN_SERIES}}
<section><h2>[[desk_series.repeat]]</h2>
<form class="form" method="get" action="{{SERIES_PATH}}">
[[> parts/select name="every" label="@desk_series.every"]]
[[> parts/field name="count" label="@desk_series.count" hint="@desk_series.count_hint" inputmode="numeric"]]
[[> parts/field name="until" label="@desk_series.until" hint="@desk_series.until_hint" type="date"]]
[[> parts/field name="rule" label="@desk_series.rule" hint="@desk_series.rule_hint" autocomplete="off"]]
<button class="button quiet" type="submit">[[desk_series.look]]</button></form>
{{#PLANNED}}<form class="form" method="post" action="{{SERIES_PATH}}">[[> parts/token]]<input type="hidden" name="every" value="{{EVERY_VALUE}}"><input type="hidden" name="count" value="{{COUNT}}"><input type="hidden" name="until" value="{{UNTIL}}"><input type="hidden" name="rule" value="{{RULE}}">
<p><strong>{{PLAN_WORDS}}</strong></p>
<fieldset class="group"><legend>[[desk_series.dates]]</legend>
{{#HAS_CONFLICTS}}<p class="hint">[[desk_series.conflicts]]</p>{{/HAS_CONFLICTS}}
{{#DATES}}<label class="check"><input type="checkbox" name="date" value="{{DATE_VALUE}}"{{#DATE_FREE}} checked{{/DATE_FREE}}{{^DATE_CAN}} disabled{{/DATE_CAN}}><span>{{DATE_TEXT}} <span class="desk-rule">{{DATE_WHY}}</span></span></label>
{{#DATE_OTHERS}}<p class="soft">[[desk_series.instead]]{{#OTHERS}} <a class="text-link" href="{{OTHER_PATH}}">{{OTHER_TEXT}}</a>{{/OTHERS}}</p>{{/DATE_OTHERS}}
{{/DATES}}</fieldset>
{{#PLAN_ASKS_WHY}}[[> parts/field name="reason" label="@desk_series.reason" hint="@desk_series.reason_hint" autocomplete="off"]]{{/PLAN_ASKS_WHY}}
<details class="more"{{#POLICY_WRONG}} open{{/POLICY_WRONG}}><summary>[[desk_visit.policy]]</summary><p>{{POLICY_TEXT}}</p>[[> parts/policy-sums]]</details>
<input type="hidden" name="policy_version" value="{{VERSION}}">
[[> parts/checkbox name="policy" label="@desk_series.policy_heard"]]
<details class="more"><summary>[[desk_series.rule_raw]]</summary><p><code class="long">{{PLAN_RULE}}</code></p></details>
<button class="button" type="submit">[[desk_series.book]]</button></form>{{/PLANNED}}
</section>
