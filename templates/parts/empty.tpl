{{%AUTOESCAPE context="HTML"}}
<div class="empty"><h2>[[=title]]</h2><p>[[=text]]</p>[[?to]][[> parts/link to="[[=to]]" text="[[=link]]" kind="quiet"]][[/to]]</div>
