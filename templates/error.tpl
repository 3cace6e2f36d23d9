{{%AUTOESCAPE context="HTML"}}
[[< layout title="{{ERROR_TITLE}}" width="narrow"]]
<h1>{{ERROR_TITLE}}</h1>
<p class="lead">{{ERROR_TEXT}}</p>
<div class="actions">[[> parts/link to="{{ERROR_BACK_PATH}}" text="{{ERROR_BACK_TEXT}}"]]</div>
<p class="soft">[[error_page.call]] {{#CLINIC_HAS_PHONE}}<a href="tel:{{CLINIC_PHONE_DIGITS}}">{{CLINIC_PHONE}}</a>{{/CLINIC_HAS_PHONE}}</p>
