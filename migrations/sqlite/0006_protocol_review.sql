-- Who reviewed which state of the clinical rules (R9); `points`: how many values were looked at one by one.
CREATE TABLE protocol_review (tenant INTEGER NOT NULL, version TEXT NOT NULL, name TEXT NOT NULL, credential TEXT NOT NULL,
  day TEXT NOT NULL, points INTEGER NOT NULL, staff INTEGER, at INTEGER NOT NULL,
  PRIMARY KEY (tenant, version)) STRICT;
