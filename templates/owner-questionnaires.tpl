{{%AUTOESCAPE context="HTML"}}
[[< layout title="@questionnaire.owner_title" width="narrow" private="yes"]]
<p><a href="/owner">[[owner.back]]</a></p>
[[> parts/errors]]
<h1>[[questionnaire.owner_title]]</h1>
<p class="lead">[[questionnaire.owner_lead]]</p>
{{#ITEMS}}<section class="panel"><h2>{{ITEM_NAME}}</h2><p>{{ITEM_LICENCE}}</p><p class="soft">{{ITEM_ID}} {{ITEM_VERSION}}, [[questionnaire.count]]</p>
<form method="post" action="/owner/questionnaires/remove">[[> parts/token]]<input type="hidden" name="id" value="{{ITEM_ID}}">[[> parts/button text="@questionnaire.remove" kind="quiet"]]</form></section>{{/ITEMS}}
{{^ITEMS}}<p>[[questionnaire.none]]</p>{{/ITEMS}}
<form class="form" method="post" action="/owner/questionnaires" enctype="multipart/form-data" novalidate>[[> parts/token]]
<div class="field{{#FILE_WRONG}} wrong{{/FILE_WRONG}}"><label for="file">[[questionnaire.file]]</label><p class="hint" id="file-hint">[[questionnaire.file_hint]]</p>
{{#FILE_WRONG}}<p class="error-text" id="file-error"><span class="sign" aria-hidden="true">!</span> {{FILE_ERROR}}</p>{{/FILE_WRONG}}
<input class="input" id="file" name="file" type="file" accept="application/json,.json" aria-describedby="file-hint"></div>
[[> parts/button text="@questionnaire.add"]]
</form>
