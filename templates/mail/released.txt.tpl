[[mail.released]]

[[> mail/visit.txt]]

[[> mail/foot.txt]]
