{{%AUTOESCAPE context="HTML"}}
<a class="button[[?kind]] [[=kind]][[/kind]]" href="[[=to]]">[[=text]]</a>
