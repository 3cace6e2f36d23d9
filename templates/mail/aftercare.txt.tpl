[[mail.aftercare]]
{{LINK}}

[[mail.birth_date]]

[[> mail/foot.txt]]
