{{%AUTOESCAPE context="HTML"}}
[[< layout title="@desk_find.title" width="page" private="yes"]]
<p><a href="/desk?day={{DAY}}">[[desk.back_to_day]]</a></p>
<h1>[[desk_find.title]]</h1>
<form class="desk-find wide" method="get" action="/desk/find" role="search">
<input type="hidden" name="day" value="{{DAY}}">
<label for="q">[[desk.find_label]]</label>
<div class="desk-row"><input class="input" id="q" name="q" type="search" value="{{FIND_TEXT}}" autocomplete="off"><button class="button" type="submit">[[desk.find]]</button></div>
</form>
{{#NOTHING}}<div class="empty"><h2>[[desk_find.nothing]]</h2><p>[[desk_find.nothing_text]]</p><a class="button quiet" href="/desk/book?day={{DAY}}">[[desk.new_booking]]</a></div>{{/NOTHING}}
{{#IS_TIME}}<h2>[[desk_find.at_time]] {{FIND_DAY}}</h2>{{/IS_TIME}}
<ul class="desk-list">{{#AT_TIME}}<li><a class="desk-visit {{VISIT_CLASS}}" href="{{VISIT_PATH}}"><span class="desk-time">{{VISIT_TIME}}</span><strong><span aria-hidden="true">{{VISIT_SIGN}}</span> {{VISIT_CLIENT}}</strong><span class="desk-what">{{VISIT_SERVICE}}</span><span class="desk-state">{{VISIT_STATE}}</span><span class="desk-who">{{VISIT_WHO}}, {{VISIT_ROOM}}</span></a></li>{{/AT_TIME}}</ul>
<ul class="desk-list">{{#CLIENTS}}<li class="desk-person"><h2>{{CLIENT_NAME}}</h2>
<p class="soft">{{CLIENT_BORN}} {{CLIENT_PHONE}} {{CLIENT_EMAIL}}</p>
{{#NEXT_VISIT}}<p>[[desk_find.next]] <a href="{{FOUND_PATH}}">{{FOUND_WHEN}}</a>, {{FOUND_SERVICE}}, {{FOUND_WHO}}, {{FOUND_ROOM}}{{#FOUND_ELSEWHERE}}, {{FOUND_PLACE}}{{/FOUND_ELSEWHERE}}</p>{{/NEXT_VISIT}}
{{#LAST_VISIT}}<p>[[desk_find.last]] <a href="{{FOUND_PATH}}">{{FOUND_WHEN}}</a>, {{FOUND_SERVICE}}, {{FOUND_WHO}}, {{FOUND_ROOM}}{{#FOUND_ELSEWHERE}}, {{FOUND_PLACE}}{{/FOUND_ELSEWHERE}}</p>{{/LAST_VISIT}}
<p><a class="button quiet" href="{{CLIENT_BOOK_PATH}}">[[desk_find.book]]<span class="unseen"> {{CLIENT_NAME}}</span></a></p></li>{{/CLIENTS}}</ul>
