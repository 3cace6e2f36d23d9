{{%AUTOESCAPE context="HTML"}}
{{#RECORD_READ}}<div class="note info" role="status"><span class="sign" aria-hidden="true">✓</span><p>[[record.read]]</p></div>{{/RECORD_READ}}
{{#MAY_LAY_RECORD}}<form class="form" method="post" action="{{RECORD_ACTION}}" enctype="multipart/form-data" novalidate>[[> parts/token]]
<div class="field{{#FILE_WRONG}} wrong{{/FILE_WRONG}}"><label for="record-file">[[record.file]]</label><p class="hint" id="record-file-hint">[[record.file_hint]]</p>
{{#FILE_WRONG}}<p class="error-text" id="record-file-error"><span class="sign" aria-hidden="true">!</span> {{FILE_ERROR}}</p>{{/FILE_WRONG}}
<input class="input" id="record-file" name="file" type="file" accept="application/fhir+json,application/json,.json"{{#FILE_WRONG}} aria-invalid="true"{{/FILE_WRONG}} aria-describedby="record-file-hint"></div>
[[> parts/button text="@record.lay" kind="quiet"]]</form>{{/MAY_LAY_RECORD}}
