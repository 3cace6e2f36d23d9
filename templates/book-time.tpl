{{%AUTOESCAPE context="HTML"}}
[[< layout title="@book.time_title" width="narrow"]]
<h1>[[book.time_title]]</h1>
<div class="panel">[[> parts/book-facts]]</div>
<p class="soft">{{ZONE_NOTE}}</p>
<form class="form" method="post" action="/book/hold"><input type="hidden" name="token" value="{{TOKEN}}"><input type="hidden" name="service" value="{{SERVICE_SLUG}}"><input type="hidden" name="practitioner" value="{{PRACTITIONER_VALUE}}"><input type="hidden" name="start" value="{{START_VALUE}}">
[[> parts/button text="@book.keep_time"]]
</form>
<p class="soft">[[book.keep_text]]</p>
<p><a href="{{OTHER_TIMES_PATH}}">[[book.other_times]]</a></p>
