-- What a client told in the days before a visit, by the link of the reminder; sealed under the client's key.
CREATE TABLE before_visit (tenant INTEGER NOT NULL, appointment INTEGER NOT NULL, client INTEGER NOT NULL, told INTEGER NOT NULL,
  sealed TEXT NOT NULL,
  PRIMARY KEY (tenant, appointment)) STRICT;
