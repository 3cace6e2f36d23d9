{{%AUTOESCAPE context="HTML"}}
[[< layout title="@follow_before.title" width="narrow" private="yes"]]
<h1>[[follow_before.title]]</h1>
<p class="lead">[[follow_before.lead]] {{VISIT_WHEN}}.</p>
[[> parts/errors]]
<form class="form" method="post" action="{{SHEET_PATH}}" novalidate autocomplete="off">
[[> parts/token]]
[[> parts/scale name="pain_now" label="@follow_before.pain_now" low="@follow_before.no_pain" high="@follow_before.worst_pain"]]
[[> parts/scale name="pain_average" label="@follow_before.pain_average" low="@follow_before.no_pain" high="@follow_before.worst_pain"]]
[[> parts/scale name="pain_worst" label="@follow_before.pain_worst" low="@follow_before.no_pain" high="@follow_before.worst_pain"]]
{{#HAS_THINGS}}<h2>[[follow_before.things]]</h2>{{/HAS_THINGS}}
{{#THINGS}}<fieldset class="field scale" id="{{THING_FIELD}}"><legend>{{THING}}</legend>[[> parts/scale-steps name="{{THING_FIELD}}" steps="thing_steps" kind="even" low="@follow.cannot" high="@follow.can"]]</fieldset>
{{/THINGS}}
<h2>[[follow_before.new_title]]</h2>
<p>{{ANYTHING_TEXT}}</p>
[[> parts/chips name="anything" label="@follow_before.anything"]]
[[> parts/area name="words" label="@follow_before.words" rows="3"]]
[[> parts/button text="@follow.send"]]
</form>
