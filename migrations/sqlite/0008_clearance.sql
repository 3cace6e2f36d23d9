-- The letter to a physician about a visit, who brought it how far, and what came back (R40). What was
-- asked and answered is sealed under the client's key.
CREATE TABLE clearance (tenant INTEGER NOT NULL, id INTEGER NOT NULL, client INTEGER NOT NULL, appointment INTEGER NOT NULL,
  status TEXT NOT NULL, created INTEGER NOT NULL, sealed TEXT NOT NULL,
  PRIMARY KEY (tenant, id), UNIQUE (tenant, appointment)) STRICT;
CREATE INDEX clearance_client ON clearance (tenant, client, created);

CREATE TABLE clearance_step (tenant INTEGER NOT NULL, clearance INTEGER NOT NULL, seq INTEGER NOT NULL, at INTEGER NOT NULL,
  staff INTEGER, status TEXT NOT NULL,
  PRIMARY KEY (tenant, clearance, seq)) STRICT;

CREATE TABLE clearance_file (tenant INTEGER NOT NULL, id INTEGER NOT NULL, clearance INTEGER NOT NULL, client INTEGER NOT NULL,
  seq INTEGER NOT NULL, type TEXT NOT NULL, size INTEGER NOT NULL, at INTEGER NOT NULL, staff INTEGER, sealed TEXT NOT NULL,
  PRIMARY KEY (tenant, id)) STRICT;
CREATE INDEX clearance_file_of ON clearance_file (tenant, clearance, seq);
