-- The first schema. The tenant (an owner's group) is the first column of every key; ids are random
-- 63-bit numbers made by the program; instants are epoch seconds, days and wall times are text;
-- sealed cells are base64 text. What R22 of the rules of conduct names stands in `sealed` columns only.

CREATE TABLE tenant (tenant INTEGER NOT NULL, name TEXT NOT NULL, wrapped_key TEXT NOT NULL,
  PRIMARY KEY (tenant)) STRICT;

CREATE TABLE location (tenant INTEGER NOT NULL, id INTEGER NOT NULL, name TEXT NOT NULL, address TEXT NOT NULL,
  city TEXT NOT NULL, phone TEXT NOT NULL, emergency_line TEXT NOT NULL, email TEXT NOT NULL, zone TEXT NOT NULL,
  currency TEXT NOT NULL, is_demo INTEGER NOT NULL, version INTEGER NOT NULL,
  PRIMARY KEY (tenant, id)) STRICT;

CREATE TABLE setting (tenant INTEGER NOT NULL, name TEXT NOT NULL, value TEXT NOT NULL,
  PRIMARY KEY (tenant, name)) STRICT;

CREATE TABLE staff (tenant INTEGER NOT NULL, id INTEGER NOT NULL, sign_in TEXT NOT NULL, name TEXT NOT NULL,
  role TEXT NOT NULL, practitioner INTEGER, password_hash TEXT NOT NULL, active INTEGER NOT NULL, created INTEGER NOT NULL,
  PRIMARY KEY (tenant, id), UNIQUE (tenant, sign_in)) STRICT;

CREATE TABLE staff_session (tenant INTEGER NOT NULL, token_hash TEXT NOT NULL, staff INTEGER NOT NULL,
  created INTEGER NOT NULL, last_seen INTEGER NOT NULL, expires INTEGER NOT NULL,
  PRIMARY KEY (tenant, token_hash)) STRICT;

CREATE TABLE practitioner (tenant INTEGER NOT NULL, id INTEGER NOT NULL, name TEXT NOT NULL, first_name TEXT NOT NULL,
  gender TEXT NOT NULL, languages TEXT NOT NULL, about_en TEXT NOT NULL, about_fr TEXT NOT NULL, techniques TEXT NOT NULL,
  since_year INTEGER NOT NULL, active INTEGER NOT NULL, position INTEGER NOT NULL,
  PRIMARY KEY (tenant, id)) STRICT;

CREATE TABLE credential (tenant INTEGER NOT NULL, id INTEGER NOT NULL, practitioner INTEGER NOT NULL, association TEXT NOT NULL,
  number TEXT NOT NULL, valid_from TEXT NOT NULL, valid_until TEXT NOT NULL,
  PRIMARY KEY (tenant, id)) STRICT;
CREATE INDEX credential_of ON credential (tenant, practitioner);

CREATE TABLE room (tenant INTEGER NOT NULL, id INTEGER NOT NULL, location INTEGER NOT NULL, name TEXT NOT NULL,
  kind TEXT NOT NULL, active INTEGER NOT NULL, position INTEGER NOT NULL,
  PRIMARY KEY (tenant, id)) STRICT;

CREATE TABLE service (tenant INTEGER NOT NULL, id INTEGER NOT NULL, slug TEXT NOT NULL, name_en TEXT NOT NULL, name_fr TEXT NOT NULL,
  kind TEXT NOT NULL, techniques TEXT NOT NULL, minutes INTEGER NOT NULL, price INTEGER NOT NULL, currency TEXT NOT NULL,
  before_minutes INTEGER NOT NULL, after_minutes INTEGER NOT NULL, grid_minutes INTEGER NOT NULL, room_kind TEXT NOT NULL,
  online INTEGER NOT NULL, active INTEGER NOT NULL, position INTEGER NOT NULL,
  PRIMARY KEY (tenant, id), UNIQUE (tenant, slug)) STRICT;

CREATE TABLE practitioner_service (tenant INTEGER NOT NULL, practitioner INTEGER NOT NULL, service INTEGER NOT NULL,
  PRIMARY KEY (tenant, practitioner, service)) STRICT;

CREATE TABLE shift (tenant INTEGER NOT NULL, id INTEGER NOT NULL, practitioner INTEGER NOT NULL, location INTEGER NOT NULL,
  weekday INTEGER NOT NULL, from_minute INTEGER NOT NULL, to_minute INTEGER NOT NULL, break_from INTEGER, break_to INTEGER,
  valid_from TEXT NOT NULL, valid_until TEXT,
  PRIMARY KEY (tenant, id)) STRICT;

CREATE TABLE time_off (tenant INTEGER NOT NULL, id INTEGER NOT NULL, practitioner INTEGER, from_wall TEXT NOT NULL, to_wall TEXT NOT NULL,
  PRIMARY KEY (tenant, id)) STRICT;

CREATE TABLE client (tenant INTEGER NOT NULL, id INTEGER NOT NULL, name TEXT NOT NULL, folded TEXT NOT NULL, birth_date TEXT,
  email TEXT NOT NULL, phone TEXT NOT NULL, phone_digits TEXT NOT NULL, language TEXT NOT NULL, guardian TEXT NOT NULL,
  guardian_relation TEXT NOT NULL, wrapped_key TEXT NOT NULL, created INTEGER NOT NULL,
  PRIMARY KEY (tenant, id)) STRICT;
CREATE INDEX client_name ON client (tenant, folded);
CREATE INDEX client_phone ON client (tenant, phone_digits);

CREATE TABLE day_mask (tenant INTEGER NOT NULL, resource INTEGER NOT NULL, day INTEGER NOT NULL,
  m0 INTEGER NOT NULL, m1 INTEGER NOT NULL, m2 INTEGER NOT NULL, m3 INTEGER NOT NULL, m4 INTEGER NOT NULL,
  PRIMARY KEY (tenant, resource, day)) STRICT;

CREATE TABLE hold (tenant INTEGER NOT NULL, id INTEGER NOT NULL, token_hash TEXT NOT NULL, browser TEXT NOT NULL, address TEXT NOT NULL,
  service INTEGER NOT NULL, practitioner INTEGER NOT NULL, room INTEGER NOT NULL, start INTEGER NOT NULL,
  busy_from INTEGER NOT NULL, busy_until INTEGER NOT NULL, room_from INTEGER NOT NULL, room_until INTEGER NOT NULL,
  expires INTEGER NOT NULL, created INTEGER NOT NULL,
  PRIMARY KEY (tenant, id), UNIQUE (tenant, token_hash)) STRICT;
CREATE INDEX hold_expires ON hold (tenant, expires);

CREATE TABLE appointment (tenant INTEGER NOT NULL, id INTEGER NOT NULL, location INTEGER NOT NULL, status TEXT NOT NULL,
  service INTEGER NOT NULL, practitioner INTEGER NOT NULL, room INTEGER NOT NULL, client INTEGER NOT NULL,
  wall TEXT NOT NULL, zone TEXT NOT NULL, zone_version TEXT NOT NULL, start INTEGER NOT NULL, finish INTEGER NOT NULL,
  busy_from INTEGER NOT NULL, busy_until INTEGER NOT NULL, room_from INTEGER NOT NULL, room_until INTEGER NOT NULL,
  price INTEGER NOT NULL, currency TEXT NOT NULL, manage_hash TEXT NOT NULL, booked_by TEXT NOT NULL, first_visit INTEGER NOT NULL,
  intake_due_by INTEGER, screening INTEGER, sequence INTEGER NOT NULL, created INTEGER NOT NULL,
  PRIMARY KEY (tenant, id)) STRICT;
CREATE INDEX appointment_start ON appointment (tenant, start);
CREATE INDEX appointment_client ON appointment (tenant, client, start);

CREATE TABLE appointment_event (tenant INTEGER NOT NULL, id INTEGER NOT NULL, appointment INTEGER NOT NULL, at INTEGER NOT NULL,
  staff INTEGER, from_status TEXT NOT NULL, to_status TEXT NOT NULL, undone INTEGER NOT NULL,
  PRIMARY KEY (tenant, id)) STRICT;
CREATE INDEX appointment_event_of ON appointment_event (tenant, appointment, at);

CREATE TABLE idempotency (tenant INTEGER NOT NULL, key_hash TEXT NOT NULL, body_hash TEXT NOT NULL, appointment INTEGER NOT NULL,
  sealed TEXT NOT NULL, created INTEGER NOT NULL,
  PRIMARY KEY (tenant, key_hash)) STRICT;

CREATE TABLE intake_draft (tenant INTEGER NOT NULL, token_hash TEXT NOT NULL, sealed TEXT NOT NULL, expires INTEGER NOT NULL,
  PRIMARY KEY (tenant, token_hash)) STRICT;

CREATE TABLE screening (tenant INTEGER NOT NULL, id INTEGER NOT NULL, token_hash TEXT NOT NULL, visit_date TEXT NOT NULL,
  service INTEGER NOT NULL, protocol TEXT NOT NULL, client INTEGER, sealed TEXT NOT NULL, created INTEGER NOT NULL, expires INTEGER,
  PRIMARY KEY (tenant, id), UNIQUE (tenant, token_hash)) STRICT;
CREATE INDEX screening_expires ON screening (tenant, expires);

CREATE TABLE consent (tenant INTEGER NOT NULL, id INTEGER NOT NULL, client INTEGER NOT NULL, appointment INTEGER NOT NULL,
  at INTEGER NOT NULL, sealed TEXT NOT NULL,
  PRIMARY KEY (tenant, id)) STRICT;
CREATE INDEX consent_of ON consent (tenant, appointment);

CREATE TABLE plan (tenant INTEGER NOT NULL, id INTEGER NOT NULL, client INTEGER NOT NULL, appointment INTEGER NOT NULL,
  created INTEGER NOT NULL, sealed TEXT NOT NULL,
  PRIMARY KEY (tenant, id)) STRICT;
CREATE INDEX plan_of ON plan (tenant, appointment);

CREATE TABLE treatment_session (tenant INTEGER NOT NULL, id INTEGER NOT NULL, appointment INTEGER NOT NULL, client INTEGER NOT NULL,
  practitioner INTEGER NOT NULL, started INTEGER NOT NULL, ended INTEGER,
  PRIMARY KEY (tenant, id), UNIQUE (tenant, appointment)) STRICT;
CREATE INDEX treatment_session_client ON treatment_session (tenant, client, started);

CREATE TABLE session_entry (tenant INTEGER NOT NULL, id INTEGER NOT NULL, session INTEGER NOT NULL, seq INTEGER NOT NULL,
  at INTEGER NOT NULL, sealed TEXT NOT NULL,
  PRIMARY KEY (tenant, id), UNIQUE (tenant, session, seq)) STRICT;

CREATE TABLE chart_entry (tenant INTEGER NOT NULL, id INTEGER NOT NULL, session INTEGER NOT NULL, client INTEGER NOT NULL,
  author INTEGER NOT NULL, status TEXT NOT NULL, amends INTEGER, sealed TEXT NOT NULL, digest TEXT NOT NULL,
  created INTEGER NOT NULL, signed_at INTEGER,
  PRIMARY KEY (tenant, id)) STRICT;
CREATE INDEX chart_entry_of ON chart_entry (tenant, session);

CREATE TABLE aftercare (tenant INTEGER NOT NULL, id INTEGER NOT NULL, session INTEGER NOT NULL, client INTEGER NOT NULL,
  created INTEGER NOT NULL, sealed TEXT NOT NULL,
  PRIMARY KEY (tenant, id), UNIQUE (tenant, session)) STRICT;

CREATE TABLE check_in (tenant INTEGER NOT NULL, id INTEGER NOT NULL, session INTEGER NOT NULL, client INTEGER NOT NULL,
  kind TEXT NOT NULL, due INTEGER NOT NULL, answered INTEGER, sealed TEXT NOT NULL,
  PRIMARY KEY (tenant, id), UNIQUE (tenant, session, kind)) STRICT;

CREATE TABLE outcome (tenant INTEGER NOT NULL, id INTEGER NOT NULL, client INTEGER NOT NULL, appointment INTEGER, measure TEXT NOT NULL,
  taken INTEGER NOT NULL, treatments INTEGER NOT NULL, sealed TEXT NOT NULL,
  PRIMARY KEY (tenant, id)) STRICT;
CREATE INDEX outcome_client ON outcome (tenant, client, taken);

CREATE TABLE task (tenant INTEGER NOT NULL, id INTEGER NOT NULL, kind TEXT NOT NULL, urgent INTEGER NOT NULL, client INTEGER,
  appointment INTEGER, role TEXT NOT NULL, practitioner INTEGER, due INTEGER NOT NULL, sealed TEXT NOT NULL, created INTEGER NOT NULL,
  taken_by INTEGER, done_at INTEGER, outcome TEXT NOT NULL,
  PRIMARY KEY (tenant, id)) STRICT;
CREATE INDEX task_open ON task (tenant, done_at, due);

CREATE TABLE reply (tenant INTEGER NOT NULL, id INTEGER NOT NULL, page TEXT NOT NULL, name TEXT NOT NULL, email TEXT NOT NULL,
  body TEXT NOT NULL, language TEXT NOT NULL, status TEXT NOT NULL, created INTEGER NOT NULL,
  PRIMARY KEY (tenant, id)) STRICT;
CREATE INDEX reply_status ON reply (tenant, status, created);

CREATE TABLE private_link (tenant INTEGER NOT NULL, token_hash TEXT NOT NULL, purpose TEXT NOT NULL, subject INTEGER NOT NULL,
  client INTEGER NOT NULL, expires INTEGER NOT NULL, tries_left INTEGER NOT NULL, opened_by TEXT NOT NULL,
  PRIMARY KEY (tenant, token_hash)) STRICT;

CREATE TABLE audit_event (tenant INTEGER NOT NULL, chain INTEGER NOT NULL, seq INTEGER NOT NULL, at INTEGER NOT NULL,
  actor_kind TEXT NOT NULL, actor INTEGER, action TEXT NOT NULL, subject_kind TEXT NOT NULL, subject INTEGER, client INTEGER,
  reason TEXT NOT NULL, hash TEXT NOT NULL,
  PRIMARY KEY (tenant, chain, seq)) STRICT;
CREATE INDEX audit_client ON audit_event (tenant, client, at);

CREATE TABLE outbox (tenant INTEGER NOT NULL, id INTEGER NOT NULL, kind TEXT NOT NULL, client INTEGER, language TEXT NOT NULL,
  sealed TEXT NOT NULL, status TEXT NOT NULL, tries INTEGER NOT NULL, next_try INTEGER NOT NULL, created INTEGER NOT NULL,
  PRIMARY KEY (tenant, id)) STRICT;
CREATE INDEX outbox_waiting ON outbox (tenant, status, next_try);

CREATE TABLE due_work (tenant INTEGER NOT NULL, id INTEGER NOT NULL, what TEXT NOT NULL, subject INTEGER NOT NULL, due INTEGER NOT NULL,
  leased_until INTEGER NOT NULL, tries INTEGER NOT NULL, done_at INTEGER,
  PRIMARY KEY (tenant, id), UNIQUE (tenant, what, subject)) STRICT;
CREATE INDEX due_work_next ON due_work (tenant, done_at, due);
