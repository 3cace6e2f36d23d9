{{%AUTOESCAPE context="HTML"}}
[[< layout title="@record.title" width="narrow" private="yes"]]
<p><a href="{{BACK_PATH}}">[[record.back]]</a></p>
<h1>[[record.title]]</h1>
<p>[[record.for_person]]</p>
[[> parts/errors]]
[[> parts/record-form]]
