-- Several services one after the other in one visit, as a service of its own: the parts it is made of, in order.
CREATE TABLE joined_service (tenant INTEGER NOT NULL, id INTEGER NOT NULL, position INTEGER NOT NULL, service INTEGER NOT NULL,
  PRIMARY KEY (tenant, id, position)) STRICT;
