{{#INTAKE_IS_DUE}}[[mail.kept]]{{/INTAKE_IS_DUE}}{{^INTAKE_IS_DUE}}[[mail.booked]]{{/INTAKE_IS_DUE}}

[[> mail/visit.txt]]

{{#INTAKE_IS_DUE}}[[> mail/intake.txt]]

{{/INTAKE_IS_DUE}}{{#LINKED}}[[mail.manage]]
{{LINK}}

[[mail.secret]]

{{/LINKED}}[[> mail/foot.txt]]
