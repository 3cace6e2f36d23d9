{{%AUTOESCAPE context="HTML"}}
<ul><li>[[follow.trial_back]]</li><li>[[follow.trial_neck]]</li></ul>
<p class="soft">[[plan.studies_not_you]]</p>
