-- So that no page goes over a table that grows (tests/store/query_plan_test.cc).
-- What a client is found by: their folded name from each of its words on, and the digits of their phone from
-- each of the digits on, so that a part is the beginning of a row.
CREATE TABLE client_search (tenant INTEGER NOT NULL, part TEXT NOT NULL, client INTEGER NOT NULL,
  PRIMARY KEY (tenant, part, client)) STRICT;
CREATE INDEX client_search_of ON client_search (tenant, client);
INSERT INTO client_search (tenant, part, client)
  WITH RECURSIVE place (at) AS (SELECT 1 UNION ALL SELECT at + 1 FROM place WHERE at < 300)
  SELECT tenant, SUBSTR(folded, at, 300), id FROM client JOIN place ON at <= LENGTH(folded)
    WHERE at = 1 OR SUBSTR(folded, at - 1, 1) = ' '
  UNION SELECT tenant, SUBSTR(phone_digits, at, 300), id FROM client JOIN place ON at + 2 <= LENGTH(phone_digits);

DROP INDEX client_name;
CREATE INDEX client_name ON client (tenant, folded, birth_date, created);
DROP INDEX client_phone;
CREATE INDEX client_created ON client (tenant, created);
CREATE INDEX appointment_service ON appointment (tenant, service);
CREATE INDEX appointment_room ON appointment (tenant, room);
CREATE INDEX screening_service ON screening (tenant, service);
CREATE INDEX intake_draft_expires ON intake_draft (tenant, expires);
CREATE INDEX treatment_session_started ON treatment_session (tenant, started);
CREATE INDEX chart_entry_client ON chart_entry (tenant, client, created);
CREATE INDEX check_in_client ON check_in (tenant, client, due);
CREATE INDEX outcome_taken ON outcome (tenant, taken);
CREATE INDEX private_link_of ON private_link (tenant, subject, purpose);
DROP INDEX series_visit_of;
CREATE INDEX series_visit_of ON series_visit (tenant, series, appointment);

CREATE INDEX task_of ON task (tenant, appointment, kind, id);
CREATE INDEX wait_offer_task ON wait_offer (tenant, task);

-- Few rows wait for somebody, however many are over.
CREATE INDEX chart_entry_draft ON chart_entry (tenant, session) WHERE status = 'draft';
CREATE INDEX check_in_silent ON check_in (tenant, due) WHERE answered IS NULL;
CREATE INDEX legal_hold_standing ON legal_hold (tenant, since) WHERE ended IS NULL;
CREATE INDEX access_request_open ON access_request (tenant, due) WHERE outcome = '';
CREATE INDEX audit_of_none ON audit_event (tenant, action, subject) WHERE client IS NULL;
CREATE INDEX reseat_open ON reseat (tenant, day) WHERE closed IS NULL;
