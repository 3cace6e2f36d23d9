{{%AUTOESCAPE context="HTML"}}
[[< layout title="@assess.letter_page" width="reading" private="yes" alone="yes"]]
<div class="no-print"><p>[[letter.print_how]]</p><p><a class="text-link" href="{{BACK_PATH}}">[[letter.back]]</a></p></div>
<section class="letter letter-cover"><h2>[[letter.cover]]</h2>
<table class="letter-who"><tbody>
<tr><th scope="row">[[letter.to]]</th><td class="to-write">{{RECIPIENT}}</td></tr>
<tr><th scope="row">[[letter.fax_number]]</th><td class="to-write">{{RECIPIENT_FAX}}</td></tr>
<tr><th scope="row">[[letter.from]]</th><td>{{THERAPIST}}, {{CLINIC_NAME}}, {{CLINIC_ADDRESS}}, {{CLINIC_TOWN}}</td></tr>
<tr><th scope="row">[[letter.our_phone]]</th><td>{{CLINIC_PHONE}}</td></tr>
<tr><th scope="row">[[letter.our_fax]]</th><td class="to-write">{{CLINIC_FAX}}</td></tr>
<tr><th scope="row">[[assess.letter_signed]]</th><td>{{TODAY}}</td></tr>
<tr><th scope="row">[[letter.pages]]</th><td>2</td></tr>
</tbody></table>
<p><strong>[[letter.secret_title]]</strong> [[letter.secret]]</p>
</section>
[[> parts/letter]]
