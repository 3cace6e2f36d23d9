{{%AUTOESCAPE context="HTML"}}
[[< layout title="@record.title" width="narrow" private="yes"]]
<p><a href="{{BACK_PATH}}">[[record.back]]</a></p>
<h1>[[record.title]]</h1>
[[> parts/errors]]
[[> parts/record-form]]
