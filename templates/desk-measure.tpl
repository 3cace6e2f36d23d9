{{%AUTOESCAPE context="HTML"}}
[[< layout title="@treat_arrival.title" width="narrow" private="yes"]]
<p><a href="{{VISIT_PATH}}">[[desk_measure.back]]</a></p>
<h1>[[treat_arrival.title]][[words.colon]] {{FULL_NAME}}</h1>
[[> parts/errors]]
<p class="lead">[[desk_measure.lead]]</p>
<form class="form" id="measures" method="post" action="{{VISIT_PATH}}/measure" novalidate>[[> parts/token]]
[[> parts/treat-arrival]]
[[> parts/button text="@treat_arrival.keep"]]
</form>
