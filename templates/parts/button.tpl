{{%AUTOESCAPE context="HTML"}}
<button class="button[[?kind]] [[=kind]][[/kind]]" type="submit"[[?name]] name="[[=name]]" value="[[=value]]"[[/name]]>[[=text]]</button>
