{{%AUTOESCAPE context="HTML"}}
<section class="panel curve-panel">
<h2>{{CURVE_TITLE}}</h2>
{{#CURVE_DRAWN}}<div class="curve-wide">{{CURVE_WIDE:none}}</div><div class="curve-narrow">{{CURVE_NARROW:none}}</div>
<details class="more"><summary>[[curve.as_table]]</summary>
<table class="table"><caption class="unseen">{{CURVE_TITLE}}</caption><thead><tr><th scope="col">[[curve.day]]</th><th scope="col" class="figure-cell">[[curve.value]]</th>{{#CURVE_NOTED}}<th scope="col">{{CURVE_FROM_TITLE}}</th>{{/CURVE_NOTED}}</tr></thead>
<tbody>{{#CURVE_ROWS}}<tr><td>{{CURVE_DAY}}</td><td class="figure-cell">{{CURVE_VALUE}}</td>{{#CURVE_ROW_NOTED}}<td>{{CURVE_FROM}}</td>{{/CURVE_ROW_NOTED}}</tr>{{/CURVE_ROWS}}</tbody></table></details>{{/CURVE_DRAWN}}
{{^CURVE_DRAWN}}<p class="soft">[[curve.empty]]</p>{{/CURVE_DRAWN}}
</section>
