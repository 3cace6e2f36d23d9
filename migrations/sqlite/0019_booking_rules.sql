-- What each version of the cancellation policy asks for (R36), as a kind with its value: percent of a
-- share, cents of an amount. Versions of before said nothing in figures.
ALTER TABLE cancel_policy ADD COLUMN late_kind TEXT NOT NULL DEFAULT 'unsaid';
ALTER TABLE cancel_policy ADD COLUMN late_value INTEGER NOT NULL DEFAULT 0;
ALTER TABLE cancel_policy ADD COLUMN no_show_kind TEXT NOT NULL DEFAULT 'unsaid';
ALTER TABLE cancel_policy ADD COLUMN no_show_value INTEGER NOT NULL DEFAULT 0;
ALTER TABLE cancel_policy ADD COLUMN deposit_kind TEXT NOT NULL DEFAULT 'unsaid';
ALTER TABLE cancel_policy ADD COLUMN deposit_value INTEGER NOT NULL DEFAULT 0;

-- What a visit costs that was cancelled late or that nobody came to, one a visit; the reason for which
-- nobody pays it is sealed.
CREATE TABLE visit_fee (tenant INTEGER NOT NULL, id INTEGER NOT NULL, appointment INTEGER NOT NULL, client INTEGER NOT NULL,
  what TEXT NOT NULL, cents INTEGER NOT NULL, currency TEXT NOT NULL, is_due INTEGER NOT NULL, staff INTEGER, at INTEGER NOT NULL,
  sealed TEXT NOT NULL,
  PRIMARY KEY (tenant, id), UNIQUE (tenant, appointment)) STRICT;
CREATE INDEX visit_fee_client ON visit_fee (tenant, client);

-- Who books at the clinic alone and not online, since when and why.
CREATE TABLE client_block (tenant INTEGER NOT NULL, id INTEGER NOT NULL, client INTEGER NOT NULL, since INTEGER NOT NULL,
  staff INTEGER, ended INTEGER, ended_by INTEGER, sealed TEXT NOT NULL,
  PRIMARY KEY (tenant, id)) STRICT;
CREATE INDEX client_block_client ON client_block (tenant, client);

-- Whom a service is for.
ALTER TABLE service ADD COLUMN for_new INTEGER NOT NULL DEFAULT 1;
ALTER TABLE service ADD COLUMN for_returning INTEGER NOT NULL DEFAULT 1;
