{{%AUTOESCAPE context="HTML"}}
<div class="note [[=kind|info]]"[[?alert]] role="alert"[[/alert]]><span class="sign" aria-hidden="true">[[=sign|i]]</span><div>[[?title]]<p class="note-title">[[=title]]</p>[[/title]]<p>[[=text]]</p></div></div>
