{{%AUTOESCAPE context="HTML"}}
[[< layout title="@desk_online.title" width="narrow" private="yes"]]
<p><a href="{{BOOK_PATH}}">[[desk_find.book]]</a></p>
<h1>[[desk_online.title]][[words.colon]] {{FULL_NAME}}</h1>
{{#SAVED}}<p class="note info" role="status"><span class="sign" aria-hidden="true">✓</span> [[owner.saved]]</p>{{/SAVED}}
[[> parts/errors]]
{{#BLOCKED}}<div class="note amber" id="client"><span class="sign" aria-hidden="true">!</span><div><p class="note-title">[[desk_online.by_phone]]</p><p>[[desk_online.by_phone_text]]</p></div></div>
<form method="post" action="{{ONLINE_PATH}}">[[> parts/token]]<button class="button" type="submit" name="do" value="allow">[[desk_online.allow]]</button></form>{{/BLOCKED}}
{{^BLOCKED}}<p>[[desk_online.free_text]]</p>
<form class="form" method="post" action="{{ONLINE_PATH}}" novalidate>[[> parts/token]]<input type="hidden" name="do" value="block">
[[> parts/area name="why" label="@desk_online.why" hint="@desk_online.why_hint" rows="3" required="yes"]]
[[> parts/button text="@desk_online.block"]]
</form>{{/BLOCKED}}
<h2>[[desk_online.kept]]</h2>
{{^BLOCKS}}<p class="soft">[[desk_online.none]]</p>{{/BLOCKS}}
{{#BLOCKS}}<section class="panel"><p><strong>[[desk_online.since]]</strong></p><p>{{BLOCK_WHY}}</p>{{#BLOCK_OVER}}<p class="soft">[[desk_online.ended]]</p>{{/BLOCK_OVER}}</section>
{{/BLOCKS}}
