-- An audit event says from where it came, and what was typed as its reason is sealed; `rule` says how its hash
-- is made: events of before keep theirs.
ALTER TABLE audit_event ADD COLUMN origin TEXT NOT NULL DEFAULT '';
ALTER TABLE audit_event ADD COLUMN sealed TEXT NOT NULL DEFAULT '';
ALTER TABLE audit_event ADD COLUMN rule INTEGER NOT NULL DEFAULT 1;

-- Which measure was taken is in the sealed cell; those of before are brought into it by the program.
CREATE INDEX outcome_named ON outcome (tenant, id) WHERE measure <> '';

-- An export asks for all that somebody answered.
CREATE INDEX screening_client ON screening (tenant, client, created);

-- The words of names, each by its parts of three letters: a word with a slip of the finger is found by those it
-- shares. A word stands once, however many people have it, and goes with the last of them.
CREATE TABLE name_trigram (tenant INTEGER NOT NULL, part TEXT NOT NULL, word TEXT NOT NULL,
  PRIMARY KEY (tenant, part, word)) STRICT;
