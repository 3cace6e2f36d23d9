[[mail.gentler]]

[[> mail/visit.txt]]

[[> mail/foot.txt]]
