{{%AUTOESCAPE context="HTML"}}
[[< layout title="@assess.where_title" private="yes"]]
[[> parts/steps]]
<h1>{{^FOR_OTHER}}[[assess.where_title]]{{/FOR_OTHER}}{{#FOR_OTHER}}[[assess.where_title_other]]{{/FOR_OTHER}}</h1>
<p class="lead only-script">[[assess.where_lead]]</p>
<p class="lead no-script">[[assess.where_lead_list]]</p>
[[> parts/errors]]
{{#HAS_LAST}}<form class="panel last-time" method="post" action="/assess/where" aria-labelledby="last-title">
[[> parts/token]]
<h2 id="last-title">[[assess.last_time]]</h2>
<ul class="told">{{#LAST_PLACES}}<li>{{LAST_PLACE}}[[words.colon]] <strong>[[assess.last_pain]]</strong></li>
{{/LAST_PLACES}}</ul>
<p class="actions"><button class="button quiet" type="submit" name="last" value="same">[[assess.last_same]]</button><button class="button quiet" type="submit" name="last" value="mark">[[assess.last_mark]]</button></p>
</form>{{/HAS_LAST}}
<form class="form wide-form" method="post" action="/assess/where" id="map" novalidate tabindex="-1">
[[> parts/token]]
[[> parts/body-map]]
<label class="check"><input type="checkbox" name="no_pain" value="yes"{{#NO_PAIN_ON}} checked{{/NO_PAIN_ON}}><span>[[assess.no_pain]]</span></label>
<button class="button" type="submit" data-map-next>[[assess.where_next]]</button>
</form>
