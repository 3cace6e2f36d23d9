{{%AUTOESCAPE context="HTML"}}
[[< layout title="@follow.figures_title" width="narrow" private="yes"]]
<h1>[[follow.figures_title]]</h1>
<p class="lead">[[follow.figures_lead]]</p>
<section class="panel"><h2>[[follow.figures_all]]</h2><p class="{{#ALL_SHOWN}}lead{{/ALL_SHOWN}}{{^ALL_SHOWN}}soft{{/ALL_SHOWN}}">{{ALL_TEXT}}</p><p class="soft">{{COUNTED}}</p></section>
{{#HAS_OWN}}<section class="panel"><h2>[[follow.figures_own]]</h2><p class="{{#OWN_SHOWN}}lead{{/OWN_SHOWN}}{{^OWN_SHOWN}}soft{{/OWN_SHOWN}}">{{OWN_TEXT}}</p><p class="soft">[[follow.no_ranks]]</p></section>{{/HAS_OWN}}
<section class="panel"><h2>[[follow.styles]]</h2>{{#HAS_STYLES}}<h3>[[follow.style_deep]]</h3><p>{{DEEP_TEXT}}</p><h3>[[follow.style_relaxing]]</h3><p>{{RELAXING_TEXT}}</p>{{/HAS_STYLES}}{{^HAS_STYLES}}<p class="soft">[[follow.styles_few]]</p>{{/HAS_STYLES}}<p class="soft">[[follow.styles_note]]</p></section>
<section class="panel"><h2>[[follow.trials]]</h2><p>[[follow.trials_lead]]</p><ul><li>[[follow.trial_back]]</li><li>[[follow.trial_neck]]</li></ul><p class="soft">[[follow.trials_not_same]]</p></section>
<p class="soft">[[follow.noise]]</p>
