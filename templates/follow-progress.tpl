{{%AUTOESCAPE context="HTML"}}
[[< layout title="@follow.progress_title" width="page" private="yes"]]
{{#HAS_VISITS}}<p class="soft">{{VISITS}}</p>{{/HAS_VISITS}}
<h1>{{VERDICT_TITLE}}</h1>
<p class="lead">{{#HAS_WENT}}{{WENT}} {{/HAS_WENT}}{{VERDICT_TEXT}}</p>
{{#SEE_DOCTOR}}<div class="note amber"><span class="sign" aria-hidden="true">!</span><div><p>{{DOCTOR}}</p></div></div>{{/SEE_DOCTOR}}
[[> parts/follow-curve]]
<section id="opened"><h2>[[follow.opened_title]]</h2>
<p>[[follow.opened_lead]]</p>
{{^OPENED}}<p class="soft">[[follow.opened_none]]</p>{{/OPENED}}
<ul>{{#OPENED}}<li>{{OPENED_TEXT}}</li>{{/OPENED}}</ul>
</section>
