{{%AUTOESCAPE context="HTML"}}
[[< layout title="@desk_replies.title" width="narrow" private="yes"]]
<h1>[[desk_replies.title]]</h1>
<p class="lead">[[desk_replies.lead]]</p>
[[> parts/errors]]
{{#NONE_WAITING}}<div class="empty"><h2>[[desk_replies.none]]</h2><p>[[desk_replies.none_text]]</p></div>{{/NONE_WAITING}}
{{#WAITING}}<form class="panel form" method="post" action="/desk/replies/{{REPLY_ID}}">[[> parts/token]]
<h2>{{REPLY_NAME}}</h2><p class="soft">{{REPLY_WHEN}} · {{REPLY_EMAIL}}</p>
<div class="field"><label for="body-{{REPLY_ID}}">[[desk_replies.text]]</label><textarea class="input" id="body-{{REPLY_ID}}" name="body" rows="5" lang="{{REPLY_LANGUAGE}}">{{REPLY_BODY}}</textarea></div>
<div class="desk-row"><button class="button" type="submit" name="do" value="approve">[[desk_replies.approve]]</button><button class="button quiet" type="submit" name="do" value="remove">[[desk_replies.remove]]</button></div></form>{{/WAITING}}
{{#ANY_SHOWN}}<h2>[[desk_replies.shown]]</h2>{{/ANY_SHOWN}}
{{#SHOWN}}<form class="panel form" method="post" action="/desk/replies/{{REPLY_ID}}">[[> parts/token]]
<h3>{{REPLY_NAME}}</h3><p class="soft">{{REPLY_WHEN}} · {{REPLY_EMAIL}}</p>
<div class="field"><label for="body-{{REPLY_ID}}">[[desk_replies.text]]</label><textarea class="input" id="body-{{REPLY_ID}}" name="body" rows="4" lang="{{REPLY_LANGUAGE}}">{{REPLY_BODY}}</textarea></div>
<div class="desk-row"><button class="button quiet" type="submit" name="do" value="approve">[[desk_replies.shorten]]</button><button class="button quiet" type="submit" name="do" value="remove">[[desk_replies.remove]]</button></div></form>{{/SHOWN}}
