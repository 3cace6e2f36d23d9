{{%AUTOESCAPE context="HTML"}}
[[< layout title="@assess.since_title" width="narrow" private="yes"]]
[[> parts/steps]]
<h1>[[assess.since_title]]</h1>
[[> parts/errors]]
<form class="form" method="post" action="/assess/since" novalidate>
[[> parts/token]]
[[> parts/chips name="since" label="@assess.since_label"]]
<div class="field"><label for="since_words">[[assess.own_words]]</label><p class="hint" id="since_words-hint">[[assess.since_words_hint]]</p><input class="input" id="since_words" name="since_words" type="text" maxlength="300" autocomplete="off" aria-describedby="since_words-hint" value="{{SINCE_WORDS}}"></div>
[[> parts/chips name="limits" label="@assess.limits_label" kind="checkbox" hint="@assess.limits_hint"]]
<div class="field"><label for="limits_words">[[assess.own_words]]</label><p class="hint" id="limits_words-hint">[[assess.limits_words_hint]]</p><input class="input" id="limits_words" name="limits_words" type="text" maxlength="300" autocomplete="off" aria-describedby="limits_words-hint" value="{{LIMITS_WORDS}}"></div>
[[> parts/button text="@assess.next"]]
</form>
<p><a class="text-link" href="/assess/where">[[assess.back_to_map]]</a></p>
