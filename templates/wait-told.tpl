{{%AUTOESCAPE context="HTML"}}
[[< layout title="@wait.told_title" width="narrow"]]
<h1>[[wait.told_title]]</h1>
<p class="lead">[[wait.told]]</p>
<p>[[wait.told_more]]</p>
<p><a href="/">[[wait.home]]</a></p>
