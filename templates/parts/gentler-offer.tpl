{{%AUTOESCAPE context="HTML"}}
<p><strong>{{OFFER_NAME}}</strong>, {{OFFER_PRICE}}</p>
<form method="post" action="{{OFFER_ACTION}}">[[> parts/token]]<button class="button" type="submit">[[=button]]</button></form>
