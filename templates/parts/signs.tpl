{{%AUTOESCAPE context="HTML"}}
{{#Q_LINE}}<div class="signs" id="s-{{Q_ID}}">{{#Q_LISTS}}{{#LIST_NEXT}}<p class="stem">{{LIST_STEM}}</p>
{{/LIST_NEXT}}<ul role="list">{{#LIST_SIGNS}}<li>{{SIGN}}</li>
{{/LIST_SIGNS}}</ul>{{/Q_LISTS}}</div>{{/Q_LINE}}
