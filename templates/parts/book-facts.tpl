{{%AUTOESCAPE context="HTML"}}
<dl class="facts"><dt>[[book.what]]</dt><dd>{{SERVICE_NAME}}</dd>
<dt>[[book.when]]</dt><dd><strong>{{TIME_WHEN}}</strong></dd>
<dt>[[book.with]]</dt><dd>{{TIME_WHO}}</dd>
<dt>[[book.cost]]</dt><dd>{{PRICE_WORDS}}</dd></dl>
