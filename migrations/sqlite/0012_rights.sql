-- Erasure and its bars (R23), and what people may ask of the clinic about their record (R25).
-- A key leaves its row for the store of keys within moments; those still there are found by this.
CREATE INDEX client_key_waiting ON client (tenant) WHERE wrapped_key <> '';

-- That a record was destroyed, by whom, how many rows: nothing of what it held.
CREATE TABLE erasure (tenant INTEGER NOT NULL, client INTEGER NOT NULL, at INTEGER NOT NULL, staff INTEGER, taken INTEGER NOT NULL,
  PRIMARY KEY (tenant, client)) STRICT;

-- While one stands, nothing of this client is erased. Why it was set is sealed.
CREATE TABLE legal_hold (tenant INTEGER NOT NULL, id INTEGER NOT NULL, client INTEGER NOT NULL, since INTEGER NOT NULL, staff INTEGER,
  ended INTEGER, ended_by INTEGER, sealed TEXT NOT NULL,
  PRIMARY KEY (tenant, id)) STRICT;
CREATE INDEX legal_hold_of ON legal_hold (tenant, client);

-- A person asks for their record: an answer is due by a day; the clock stands while they consider an
-- estimate of the fee.
CREATE TABLE access_request (tenant INTEGER NOT NULL, id INTEGER NOT NULL, client INTEGER NOT NULL, received TEXT NOT NULL,
  due TEXT NOT NULL, extended INTEGER NOT NULL, estimate TEXT, answered INTEGER, outcome TEXT NOT NULL, staff INTEGER, sealed TEXT NOT NULL,
  PRIMARY KEY (tenant, id)) STRICT;
CREATE INDEX access_request_of ON access_request (tenant, client);

-- A correction that was made, or the words of one that was refused, beside what they are about.
CREATE TABLE record_note (tenant INTEGER NOT NULL, id INTEGER NOT NULL, client INTEGER NOT NULL, at INTEGER NOT NULL, kind TEXT NOT NULL,
  staff INTEGER, sealed TEXT NOT NULL,
  PRIMARY KEY (tenant, id)) STRICT;
CREATE INDEX record_note_of ON record_note (tenant, client, at);

-- To whom something of a record was given, what, and on what ground.
CREATE TABLE disclosure (tenant INTEGER NOT NULL, id INTEGER NOT NULL, client INTEGER NOT NULL, at INTEGER NOT NULL, staff INTEGER,
  sealed TEXT NOT NULL,
  PRIMARY KEY (tenant, id)) STRICT;
CREATE INDEX disclosure_of ON disclosure (tenant, client, at);

-- A loss of, or unlawful look into, personal data: what the Commissioner must be told, and when it was.
CREATE TABLE breach (tenant INTEGER NOT NULL, id INTEGER NOT NULL, noticed INTEGER NOT NULL, commissioner_told INTEGER,
  people_told INTEGER, closed INTEGER, staff INTEGER, sealed TEXT NOT NULL,
  PRIMARY KEY (tenant, id)) STRICT;
