{{%AUTOESCAPE context="HTML"}}
[[< layout title="@places.title" width="reading"]]
<h1>[[places.title]]</h1>
<p class="lead">[[places.lead]] {{#NEAREST}}[[places.lead_nearest]]{{/NEAREST}}{{^NEAREST}}[[places.lead_soonest]]{{/NEAREST}}</p>
<form class="form" method="get" action="/places">
[[> parts/select name="service" label="@places.service"]]
{{#BY_DISTANCE}}[[> parts/select name="near" label="@places.near"]]
[[> parts/select name="order" label="@places.order"]]
{{/BY_DISTANCE}}<button class="button quiet" type="submit">[[places.show]]</button>
</form>
<h2>{{SERVICE_NAME}}</h2>
<ul class="choices">{{#PLACES}}<li><div class="panel"><h3>{{PLACE_NAME}}</h3>
<p>{{#PLACE_FREE}}<strong>{{PLACE_WHEN}}</strong>{{/PLACE_FREE}}{{^PLACE_FREE}}[[places.none]]{{/PLACE_FREE}}</p>
<p class="soft">{{PLACE_ADDRESS}}{{#PLACE_FAR}}<br>{{PLACE_KM}}{{/PLACE_FAR}}</p>
{{#PLACE_HERE}}{{#PLACE_FREE}}<p><a class="button" href="{{PLACE_PATH}}">[[places.book]]</a></p>{{/PLACE_FREE}}{{/PLACE_HERE}}{{^PLACE_HERE}}{{#PLACE_HAS_PHONE}}<p>[[places.call]] <a href="tel:{{PLACE_PHONE_DIGITS}}">{{PLACE_PHONE}}</a></p>{{/PLACE_HAS_PHONE}}{{/PLACE_HERE}}
</div></li>
{{/PLACES}}</ul>
<p class="soft">[[places.zone]]{{#BY_DISTANCE}} [[places.straight]]{{/BY_DISTANCE}}</p>
