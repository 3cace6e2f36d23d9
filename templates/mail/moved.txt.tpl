[[mail.moved]]

[[> mail/visit.txt]]

{{#INTAKE_IS_DUE}}[[> mail/intake.txt]]

{{/INTAKE_IS_DUE}}{{#LINKED}}[[mail.manage]]
{{LINK}}

[[mail.secret]]

{{/LINKED}}[[> mail/foot.txt]]
