[[mail.check_in]]
{{LINK}}

[[mail.birth_date]]

[[> mail/foot.txt]]
