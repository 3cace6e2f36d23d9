{{%AUTOESCAPE context="HTML"}}
[[< layout title="@assess.emergency_title" width="narrow" private="yes"]]
<div class="emergency">
[[> parts/emergency]]
</div>
