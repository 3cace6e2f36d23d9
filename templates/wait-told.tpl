{{%AUTOESCAPE context="HTML"}}
[[< layout title="@wait.told_title" width="narrow"]]
<h1>[[wait.told_title]]</h1>
<p class="lead">[[wait.told]]</p>
<p>[[wait.told_more]]{{#CLINIC_HAS_PHONE}} <a href="tel:{{CLINIC_PHONE_DIGITS}}">{{CLINIC_PHONE}}</a>{{/CLINIC_HAS_PHONE}}</p>
<p><a href="/">[[wait.home]]</a></p>
