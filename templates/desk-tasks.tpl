{{%AUTOESCAPE context="HTML"}}
[[< layout title="@desk.waiting" width="narrow" private="yes"]]
<p><a href="/desk">[[desk.back_to_day]]</a></p>
<h1>[[desk.waiting]]</h1>
{{#NONE}}<div class="empty"><h2>[[desk.waiting_none]]</h2><p>[[desk_task.none_text]]</p></div>{{/NONE}}
{{#TASKS}}<a class="desk-task {{TASK_CLASS}}" href="{{TASK_PATH}}"><strong><span aria-hidden="true">{{TASK_SIGN}}</span> {{TASK_TEXT}}</strong><span>{{TASK_ABOUT}}</span><span>{{TASK_WHO}} · {{TASK_DUE}}</span></a>{{/TASKS}}
