{{%AUTOESCAPE context="HTML"}}
[[< layout title="@assess.returning_title" width="narrow" private="yes"]]
[[> parts/steps]]
<h1>[[assess.returning_title]]</h1>
{{#FOR_OTHER}}<p class="note info"><span class="sign" aria-hidden="true">i</span><span>[[assess.for_other_note]]</span></p>{{/FOR_OTHER}}
[[> parts/errors]]
<section class="panel" aria-labelledby="told-title">
<h2 id="told-title">[[assess.told_on]]</h2>
{{#TOLD_GROUPS}}<h3>{{TOLD_GROUP}}</h3>
{{#TOLD_NOTHING}}<p>[[assess.told_nothing]]</p>{{/TOLD_NOTHING}}
<ul class="told">{{#TOLD}}<li>{{TOLD_QUESTION}} <strong>{{TOLD_ANSWER}}</strong></li>
{{/TOLD}}</ul>
{{/TOLD_GROUPS}}
</section>
<form class="form" method="post" action="/assess/returning" novalidate>
[[> parts/token]]
[[> parts/chips name="news" label="@assess.news_label" hint="@assess.news_hint"]]
[[> parts/chips name="news_in" label="@assess.news_in" kind="checkbox" hint="@assess.news_in_hint"]]
<p class="soft">[[assess.asked_each_time]]</p>
[[> parts/button text="@assess.next"]]
</form>
