{{%AUTOESCAPE context="HTML"}}
{{#RECORD_READ}}<div class="note info" role="status"><span class="sign" aria-hidden="true">✓</span><div><p>[[record.read]]</p>
{{#RECORD_LOOKS_HERE}}<ul>{{#RECORD_LOOKS}}<li>{{LOOK_TEXT}}</li>
{{/RECORD_LOOKS}}</ul><p><a href="#answers">[[record.look_here]]</a></p>{{/RECORD_LOOKS_HERE}}{{#RECORD_LOOKS_THERE}}<p>[[record.look_there]]</p>{{/RECORD_LOOKS_THERE}}</div></div>{{/RECORD_READ}}
{{#RECORD_GONE}}<div class="note info" role="status"><span class="sign" aria-hidden="true">✓</span><p>[[desk_done.record_out]]</p></div>{{/RECORD_GONE}}
