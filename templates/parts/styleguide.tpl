{{%AUTOESCAPE context="HTML"}}
<h1>[[styleguide.title]]</h1>
<p class="lead">[[styleguide.lead]]</p>
<p><a href="{{OTHER_LIGHT_PATH}}">[[styleguide.other_light]]</a></p>
[[> parts/steps]]
[[> parts/errors]]
<section class="sample"><h2>[[styleguide.buttons]]</h2>
<div class="actions">[[> parts/button text="@styleguide.button"]][[> parts/button text="@styleguide.quiet" kind="quiet"]]<button class="button" type="button" disabled>[[styleguide.disabled]]</button><button class="plain" type="button">[[styleguide.plain]]</button></div></section>
<form class="sample form" method="get" action="/styleguide" novalidate><h2>[[styleguide.form]]</h2>
[[> parts/field name="good" label="@styleguide.field" hint="@styleguide.hint" required="yes"]]
[[> parts/field name="bad" label="@styleguide.field_wrong"]]
[[> parts/area name="words" label="@styleguide.area"]]
[[> parts/select name="pick" label="@styleguide.select"]]
[[> parts/chips name="one" label="@styleguide.one"]]
[[> parts/chips name="several" label="@styleguide.several" kind="checkbox"]]
[[> parts/checkbox name="agree" label="@styleguide.agree"]]
[[> parts/scale name="pain" label="@body_map.how_much_now" low="@scale.none" high="@scale.worst"]]
[[> parts/scale name="comfort" label="@styleguide.comfort" hint="@styleguide.comfort_hint" kind="comfort" low="@styleguide.comfort_low" high="@styleguide.comfort_high"]]
</form>
<section class="sample"><h2>[[styleguide.notes]]</h2>
[[> parts/note title="@styleguide.note" text="@styleguide.note_text"]]
[[> parts/note kind="amber" sign="!" title="@styleguide.amber" text="@styleguide.note_text"]]
[[> parts/note kind="red" sign="!" title="@styleguide.red" text="@styleguide.note_text"]]
<p><span class="tag good">✓ [[styleguide.note]]</span> <span class="tag amber">! [[styleguide.amber]]</span> <span class="tag red">× [[styleguide.red]]</span> <span class="tag">[[styleguide.disabled]]</span></p></section>
<section class="sample"><h2>[[styleguide.map]]</h2>
[[> parts/body-map]]
[[> parts/body-map-shown]]</section>
<section class="sample">[[> parts/curve]]</section>
<section class="sample"><h2>[[styleguide.table]]</h2>
<div class="table-box" tabindex="0" role="region" aria-label="[[styleguide.table]]"><table class="table"><thead><tr><th scope="col">[[curve.day]]</th><th scope="col" class="figure-cell">[[curve.value]]</th></tr></thead><tbody>{{#SAMPLE_ROWS}}<tr><td>{{SAMPLE_DAY}}</td><td class="figure-cell">{{SAMPLE_VALUE}}</td></tr>{{/SAMPLE_ROWS}}</tbody></table></div></section>
<section class="sample">[[> parts/empty title="@styleguide.empty" text="@styleguide.empty_text" to="/styleguide" link="@styleguide.begin"]]</section>
