{{%AUTOESCAPE context="HTML"}}
[[< layout title="@desk.waiting" width="narrow" private="yes"]]
<p><a href="/desk">[[desk.back_to_day]]</a></p>
<h1>[[desk.waiting]]</h1>
{{#NONE}}<div class="empty"><h2>[[desk.waiting_none]]</h2><p>[[desk_task.none_text]]</p></div>{{/NONE}}
{{#HAS_URGENT}}<section class="desk-tasks"><h2>[[desk_task.group_urgent]]</h2>{{#URGENT}}<a class="desk-task {{TASK_CLASS}}" href="{{TASK_PATH}}"><strong><span aria-hidden="true">{{TASK_SIGN}}</span> {{TASK_TEXT}}</strong><span>{{TASK_ABOUT}}</span><span>{{TASK_WHO}} · {{TASK_DUE}}</span></a>{{/URGENT}}</section>{{/HAS_URGENT}}
{{#HAS_CALLS}}<section class="desk-tasks"><h2>[[desk_task.group_calls]]</h2>{{#CALLS}}<a class="desk-task {{TASK_CLASS}}" href="{{TASK_PATH}}"><strong><span aria-hidden="true">{{TASK_SIGN}}</span> {{TASK_TEXT}}</strong><span>{{TASK_ABOUT}}</span><span>{{TASK_WHO}} · {{TASK_DUE}}</span></a>{{/CALLS}}</section>{{/HAS_CALLS}}
{{#HAS_OTHERS}}<section class="desk-tasks"><h2>[[desk_task.group_others]]</h2>{{#OTHERS}}<a class="desk-task {{TASK_CLASS}}" href="{{TASK_PATH}}"><strong><span aria-hidden="true">{{TASK_SIGN}}</span> {{TASK_TEXT}}</strong><span>{{TASK_ABOUT}}</span><span>{{TASK_WHO}} · {{TASK_DUE}}</span></a>{{/OTHERS}}</section>{{/HAS_OTHERS}}
