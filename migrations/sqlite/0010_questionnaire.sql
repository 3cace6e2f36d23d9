-- Questionnaires that the clinic is licensed for, as the files they came in.
CREATE TABLE questionnaire (tenant INTEGER NOT NULL, id TEXT NOT NULL, version TEXT NOT NULL, file TEXT NOT NULL,
  active INTEGER NOT NULL, staff INTEGER, added INTEGER NOT NULL,
  PRIMARY KEY (tenant, id, version)) STRICT;
