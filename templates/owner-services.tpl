{{%AUTOESCAPE context="HTML"}}
[[< layout title="@owner_step.services" width="narrow" private="yes"]]
<p><a href="/owner">[[owner.back]]</a></p>
<h1>[[owner_step.services]]</h1>
[[> parts/owner-removed]]
{{#NONE}}<div class="empty"><h2>[[owner_services.none]]</h2><p>[[owner_services.none_text]]</p></div>{{/NONE}}
<ul class="desk-list">{{#ITEMS}}<li><a class="desk-pick" href="{{ITEM_PATH}}"><strong>{{ITEM_NAME}}</strong> <span class="soft">{{ITEM_MORE}}{{#ITEM_OFF}} · [[owner.off]]{{/ITEM_OFF}}</span> <span class="desk-rule">{{ITEM_NO_ROOM}}</span></a></li>{{/ITEMS}}</ul>
<p><a class="button" href="/owner/service/new">[[owner_services.add]]</a></p>
