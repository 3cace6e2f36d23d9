{{%AUTOESCAPE context="HTML"}}
[[< layout title="@owner_places.title" width="narrow" private="yes"]]
<p><a href="/owner">[[owner.back]]</a></p>
<h1>[[owner_places.title]]</h1>
<p class="lead">[[owner_places.lead]]</p>
{{#MADE}}<div class="note info" role="status"><span class="sign" aria-hidden="true">✓</span><div><p class="note-title">[[owner_places.made]]</p><p>[[owner_places.made_text]]</p></div></div>{{/MADE}}
<ul class="desk-list">{{#PLACES}}<li class="desk-person"><p><strong>{{PLACE_NAME}}</strong>{{#PLACE_HERE}} · [[owner_places.here]]{{/PLACE_HERE}}<br><span class="soft">{{PLACE_WHERE}}</span><br><span class="soft">[[owner_places.number]] <code>{{PLACE_ID}}</code></span></p></li>
{{/PLACES}}</ul>
{{#MAY_NOT_ADD}}<p>[[owner_places.one_file]]</p>{{/MAY_NOT_ADD}}
{{#MAY_ADD}}[[> parts/errors]]
<form class="form" method="post" action="/owner/places" novalidate>[[> parts/token]]
<h2>[[owner_places.add]]</h2>
<p class="soft">[[owner_places.add_text]]</p>
[[> parts/field name="name" label="@owner_places.name" hint="@owner_places.name_hint" required="yes"]]
[[> parts/field name="address" label="@owner_profile.address"]]
[[> parts/field name="city" label="@owner_profile.city"]]
[[> parts/field name="phone" label="@desk_visit.phone" type="tel"]]
[[> parts/field name="email" label="@desk_visit.email" type="email"]]
[[> parts/button text="@owner_places.add"]]
</form>{{/MAY_ADD}}
