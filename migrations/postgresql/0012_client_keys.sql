-- The store of keys (src/store/client_keys.h). On SQLite it is a file of its own; here these three
-- tables are dumped apart from all others, and their dumps are kept for thirty days.
CREATE TABLE client_key (tenant BIGINT NOT NULL, client BIGINT NOT NULL, wrapped_key TEXT COLLATE "C" NOT NULL,
  PRIMARY KEY (tenant, client));
CREATE TABLE audit_head (tenant BIGINT NOT NULL, seq BIGINT NOT NULL, hash TEXT COLLATE "C" NOT NULL, at BIGINT NOT NULL,
  PRIMARY KEY (tenant));
CREATE TABLE erased_client (tenant BIGINT NOT NULL, client BIGINT NOT NULL, at BIGINT NOT NULL,
  PRIMARY KEY (tenant, client));
