[[mail.moved]]

[[> mail/visit.txt]]

{{#INTAKE_IS_DUE}}[[> mail/intake.txt]]

{{/INTAKE_IS_DUE}}{{#PAPER_WANTED}}[[mail.paper_still]]

{{/PAPER_WANTED}}{{#LINKED}}[[mail.manage]]
{{LINK}}

[[mail.secret]]

{{/LINKED}}[[> mail/foot.txt]]
