{{%AUTOESCAPE context="HTML"}}
{{#MAY_LAY_RECORD}}<form class="form" method="post" action="{{RECORD_ACTION}}" enctype="multipart/form-data" novalidate>[[> parts/token]]
<div class="field{{#FILE_WRONG}} wrong{{/FILE_WRONG}}"><label for="record-file">[[record.file]]</label><p class="hint" id="record-file-hint">[[record.file_hint]]</p>
{{#FILE_WRONG}}<p class="error-text" id="record-file-error"><span class="sign" aria-hidden="true">!</span> {{FILE_ERROR}}</p>{{/FILE_WRONG}}
<input class="input" id="record-file" name="file" type="file" accept="application/fhir+json,application/json,.json"{{#FILE_WRONG}} aria-invalid="true"{{/FILE_WRONG}} aria-describedby="record-file-hint{{#FILE_WRONG}} record-file-error{{/FILE_WRONG}}"></div>
[[> parts/select name="source" label="@record.source"]]
[[> parts/button text="@record.lay" kind="quiet"]]</form>{{/MAY_LAY_RECORD}}
{{#HAS_RECORDS}}<h3>[[record.beside]]</h3>
<ul class="told">{{#RECORDS}}<li>{{RECORD_ORIGIN}}{{#RECORD_BY_KNOWN}} <span class="soft">({{RECORD_BY}})</span>{{/RECORD_BY_KNOWN}}{{#RECORD_OUT}}<br><span class="soft">{{RECORD_OUT_TEXT}}</span>{{/RECORD_OUT}}{{#RECORD_IN}}
<form method="post" action="{{RECORD_ACTION}}/out">[[> parts/token]]<input type="hidden" name="which" value="{{RECORD_WHICH}}"><button class="button quiet" type="submit">[[record.take_out]] <span class="unseen">{{RECORD_ORIGIN}}</span></button></form>{{/RECORD_IN}}</li>
{{/RECORDS}}</ul><p class="soft">[[record.take_out_hint]]</p>{{/HAS_RECORDS}}
