{{%AUTOESCAPE context="HTML"}}
[[< layout title="@visit.move_confirm" width="narrow" private="yes"]]
<h1>[[visit.move_confirm]]</h1>
<div class="panel"><dl class="facts"><dt>[[visit.old_time]]</dt><dd>{{TIME_WHEN}}, {{TIME_WHO}}</dd><dt>[[visit.new_time]]</dt><dd><strong>{{NEW_WHEN}}</strong>, {{NEW_WHO}}</dd></dl>
<p class="soft">{{ZONE_NOTE}}</p></div>
{{#OTHER_THERAPIST}}[[> parts/note kind="amber" sign="!" text="@visit.other_therapist"]]{{/OTHER_THERAPIST}}
<form class="form" method="post" action="{{VISIT_PATH}}/move"><input type="hidden" name="token" value="{{TOKEN}}"><input type="hidden" name="start" value="{{START_VALUE}}"><input type="hidden" name="practitioner" value="{{PRACTITIONER_VALUE}}">
<p class="actions"><button class="button" type="submit">[[visit.move_yes]]</button><a class="after-button" href="{{VISIT_PATH}}/move">[[visit.other_time]]</a></p></form>
<p class="soft">[[visit.answers_again]]</p>
<p><a href="{{VISIT_PATH}}">[[visit.keep]]</a></p>
