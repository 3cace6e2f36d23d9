-- Two records of one person, joined by somebody and put apart again when that was wrong. The rows of the
-- merged record go to the kept one, each noted in client_merge_row; their sealed cells stay as they are,
-- under the key of the merged record, which therefore stays too. What stood in the kept record before is
-- sealed with the merge.
ALTER TABLE client ADD COLUMN merged_into INTEGER;
CREATE INDEX client_merged ON client (tenant, merged_into) WHERE merged_into IS NOT NULL;

CREATE TABLE client_merge (tenant INTEGER NOT NULL, id INTEGER NOT NULL, kept INTEGER NOT NULL, merged INTEGER NOT NULL,
  at INTEGER NOT NULL, staff INTEGER, undone INTEGER, undone_by INTEGER, sealed TEXT NOT NULL,
  PRIMARY KEY (tenant, id)) STRICT;
CREATE INDEX client_merge_kept ON client_merge (tenant, kept, at);
CREATE INDEX client_merge_merged ON client_merge (tenant, merged, at);

CREATE TABLE client_merge_row (tenant INTEGER NOT NULL, merge INTEGER NOT NULL, kind TEXT NOT NULL, moved TEXT NOT NULL,
  PRIMARY KEY (tenant, merge, kind, moved)) STRICT;

-- Two who are alike and of whom somebody said that they are two people, written both ways round.
CREATE TABLE client_apart (tenant INTEGER NOT NULL, one INTEGER NOT NULL, other INTEGER NOT NULL, at INTEGER NOT NULL,
  staff INTEGER, PRIMARY KEY (tenant, one, other)) STRICT;

-- Who is alike: the same birth date, phone or e-mail.
CREATE INDEX client_birth ON client (tenant, birth_date);
CREATE INDEX client_digits ON client (tenant, phone_digits);
CREATE INDEX client_email ON client (tenant, LOWER(email));

-- What was told to somebody and what waited for them, for their whole record.
CREATE INDEX outbox_client ON outbox (tenant, client, created);
CREATE INDEX task_client ON task (tenant, client, created);
