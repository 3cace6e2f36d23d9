-- How often a hold was extended (R38), and the cancellation policy with its versions: what the clinic
-- set, the words as they were shown, and who agreed to which (R36).

ALTER TABLE hold ADD COLUMN extensions INTEGER NOT NULL DEFAULT 0;

CREATE TABLE cancel_policy (tenant INTEGER NOT NULL, version INTEGER NOT NULL, hours INTEGER NOT NULL,
  more_en TEXT NOT NULL, more_fr TEXT NOT NULL, since INTEGER NOT NULL, staff INTEGER,
  PRIMARY KEY (tenant, version)) STRICT;

CREATE TABLE policy_text (tenant INTEGER NOT NULL, digest TEXT NOT NULL, text TEXT NOT NULL,
  PRIMARY KEY (tenant, digest)) STRICT;

CREATE TABLE policy_agreement (tenant INTEGER NOT NULL, appointment INTEGER NOT NULL, version INTEGER NOT NULL,
  digest TEXT NOT NULL, staff INTEGER, at INTEGER NOT NULL,
  PRIMARY KEY (tenant, appointment)) STRICT;
