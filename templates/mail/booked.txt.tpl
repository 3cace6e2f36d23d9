{{#INTAKE_IS_DUE}}[[mail.kept]]{{/INTAKE_IS_DUE}}{{^INTAKE_IS_DUE}}{{#PAPER_WANTED}}[[mail.kept_paper]]{{/PAPER_WANTED}}{{^PAPER_WANTED}}[[mail.booked]]{{/PAPER_WANTED}}{{/INTAKE_IS_DUE}}

[[> mail/visit.txt]]

{{#DEPOSIT_ASKED}}[[mail.deposit]]

{{/DEPOSIT_ASKED}}{{#INTAKE_IS_DUE}}[[> mail/intake.txt]]

{{/INTAKE_IS_DUE}}{{#LINKED}}[[mail.manage]]
{{LINK}}

[[mail.secret]]

{{/LINKED}}[[> mail/foot.txt]]
