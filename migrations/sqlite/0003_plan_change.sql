-- What a therapist changed of a plan and why (R7), one row a change, sealed under the client's key.
CREATE TABLE plan_change (tenant INTEGER NOT NULL, id INTEGER NOT NULL, client INTEGER NOT NULL, appointment INTEGER NOT NULL,
  at INTEGER NOT NULL, sealed TEXT NOT NULL,
  PRIMARY KEY (tenant, id)) STRICT;
CREATE INDEX plan_change_of ON plan_change (tenant, appointment);
