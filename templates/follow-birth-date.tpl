{{%AUTOESCAPE context="HTML"}}
[[< layout title="@follow_birth.title" width="narrow" private="yes"]]
<p><a href="{{TASK_PATH}}">[[follow.task_back]]</a></p>
[[> parts/errors]]
<h1>{{CLIENT_NAME}}</h1>
<p class="lead">[[follow_birth.lead]]</p>
<form class="form" method="post" action="{{FORM_PATH}}" novalidate>[[> parts/token]]
[[> parts/field name="birth_date" label="@follow_birth.date" hint="@desk_book.birth_date_hint" autocomplete="off" required="yes"]]
[[> parts/button text="@follow_birth.keep"]]
</form>
