[[wait.mail_lead]]

[[> mail/visit.txt]]

[[wait.mail_until]]
{{LINK}}

[[wait.mail_next]]

[[> mail/foot.txt]]
