{{%AUTOESCAPE context="HTML"}}
[[< layout title="@desk_link.title" width="narrow" private="yes"]]
<p class="no-print"><a href="{{VISIT_PATH}}">[[desk_link.back]]</a></p>
<h1>[[desk_link.title]]</h1>
<p class="lead">{{CLINIC_NAME}}, {{VISIT_WHEN}}</p>
<p>[[desk_link.text]] {{INTAKE_BY}}.</p>
<p class="desk-link">{{LINK}}</p>
<p>[[desk_link.secret]]</p>
<p class="no-print soft">[[desk_link.once]]</p>
