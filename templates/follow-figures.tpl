{{%AUTOESCAPE context="HTML"}}
[[< layout title="@follow.figures_title" width="narrow" private="yes"]]
<h1>[[follow.figures_title]]</h1>
<p class="lead">[[follow.figures_lead]]</p>
<section class="panel"><h2>[[follow.figures_all]]</h2><p class="{{#ALL_SHOWN}}lead{{/ALL_SHOWN}}{{^ALL_SHOWN}}soft{{/ALL_SHOWN}}">{{ALL_TEXT}}</p>{{#ALL_SHOWN}}<p>{{STARTED_TEXT}}</p>{{/ALL_SHOWN}}{{#VERY_HIGH}}<p class="note amber"><span class="sign" aria-hidden="true">!</span><span>[[follow.very_high]]</span></p>{{/VERY_HIGH}}<p class="soft">{{COUNTED}} {{WINDOW_TEXT}}</p><p class="soft">{{CALLS_TEXT}}</p></section>
{{#HAS_PUBLIC}}<section class="panel"><h2>[[follow.figures_public]]</h2><p class="soft">{{PUBLIC_NOTE}}</p><p{{^PUBLIC_SHOWN}} class="soft"{{/PUBLIC_SHOWN}}>{{PUBLIC_TEXT}}</p></section>{{/HAS_PUBLIC}}
{{#HAS_OWN}}<section class="panel"><h2>[[follow.figures_own]]</h2><p class="{{#OWN_SHOWN}}lead{{/OWN_SHOWN}}{{^OWN_SHOWN}}soft{{/OWN_SHOWN}}">{{OWN_TEXT}}</p><p class="soft">[[follow.no_ranks]]</p></section>{{/HAS_OWN}}
{{#HAS_THERAPISTS}}<section class="panel"><h2>[[follow.by_therapist]]</h2><p class="soft">[[follow.by_therapist_note]]</p>
<table class="table"><thead><tr><th scope="col">[[follow.therapist]]</th><th scope="col">[[follow.their_clients]]</th><th scope="col">[[follow.same_kind]]</th></tr></thead><tbody>{{#THERAPISTS}}
<tr><th scope="row">{{THERAPIST_NAME}}</th>{{#THERAPIST_SHOWN}}<td>{{THERAPIST_SHARE}}{{#THERAPIST_DIFFERENT}} <span class="chip">[[follow.different]]</span>{{/THERAPIST_DIFFERENT}}</td><td>{{THERAPIST_ADJUSTED}}</td>{{/THERAPIST_SHOWN}}{{^THERAPIST_SHOWN}}<td colspan="2" class="soft">{{THERAPIST_HIDDEN}}</td>{{/THERAPIST_SHOWN}}</tr>{{/THERAPISTS}}
</tbody></table></section>{{/HAS_THERAPISTS}}
<section class="panel"><h2>[[follow.styles]]</h2>{{#HAS_STYLES}}<h3>[[follow.style_deep]]</h3><p>{{DEEP_TEXT}}</p><h3>[[follow.style_relaxing]]</h3><p>{{RELAXING_TEXT}}</p>{{/HAS_STYLES}}{{^HAS_STYLES}}<p class="soft">[[follow.styles_few]]</p>{{/HAS_STYLES}}<p class="soft">[[follow.styles_note]]</p></section>
<section class="panel"><h2>[[follow.trials]]</h2><p>[[follow.trials_lead]]</p><ul><li>[[follow.trial_back]]</li><li>[[follow.trial_neck]]</li></ul><p class="soft">[[follow.trials_not_same]]</p></section>
<p class="soft">[[follow.noise]]</p>
