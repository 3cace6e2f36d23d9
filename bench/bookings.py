#!/usr/bin/env python3
"""Durable bookings a second over HTTP, beside a bare loop that commits the same rows.

usage: bench/bookings.py [PROGRAM] [CLIENTS] [SECONDS]

The bare loop opens a copy of the same database with synchronous=FULL and, for each booking the server
made, commits the rows that booking wrote, one transaction each: what the disk allows without a program.
"""
import http.client, json, os, re, shutil, signal, sqlite3, subprocess, sys, tempfile, threading, time

program = sys.argv[1] if len(sys.argv) > 1 else 'build/release/fascia'
clients = int(sys.argv[2]) if len(sys.argv) > 2 else 16
seconds = float(sys.argv[3]) if len(sys.argv) > 3 else 5
work = tempfile.mkdtemp()
data, clock = f'{work}/demo', f'{work}/clock'
subprocess.run([program, 'demo', '--data', data, '--now', '2026-11-24', '--weeks-back', '0'], check=True, capture_output=True)
open(clock, 'w').write('2026-11-24T09:00:00-06:00\n')
shutil.copy(f'{data}/fascia.db', f'{work}/bare.db')
server = subprocess.Popen([program, 'serve', '--data', data, '--clock', clock, '--listen', '127.0.0.1:0'],
                          stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, env={**os.environ, 'FASCIA_LIMITS': 'off'})
port = int(re.search(r':(\d+)/', server.stdout.readline()).group(1))

def ask(connection, method, path, body=None, headers={}):
    connection.request(method, path, None if body is None else json.dumps(body), {'Content-Type': 'application/json', **headers})
    answer = connection.getresponse()
    return answer.status, json.loads(answer.read() or b'{}')

first = http.client.HTTPConnection('127.0.0.1', port)
service = next(s['id'] for s in ask(first, 'GET', '/api/v1/services')[1]['items'] if s['minutes'] == 30)
starts = []
for begin, end in (('2026-11-25', '2027-01-20'), ('2027-01-21', '2027-02-20')):
    days = ask(first, 'GET', f'/api/v1/availability?service={service}&from={begin}&to={end}')[1]['days']
    # Every half hour: neighbours would refuse each other.
    starts += [(s['start'], p) for d in days for s in d['starts'] if s['start'][14:16] in ('00', '30') for p in s['practitioners']]
lock, booked, refused = threading.Lock(), 0, 0
until = time.perf_counter() + seconds

def book(number):
    global booked, refused
    connection = http.client.HTTPConnection('127.0.0.1', port)
    while time.perf_counter() < until:
        with lock:
            if not starts: return
            start, practitioner = starts.pop(len(starts) // 2)
        status, _ = ask(connection, 'POST', '/api/v1/appointments',
                        {'service': service, 'start': start, 'practitioner': practitioner,
                         'client': {'name': f'Bench {number} {start}', 'email': 'bench@example.invalid'}},
                        {'Idempotency-Key': f'{number}-{start}-{practitioner}'})
        with lock:
            if status == 201: booked += 1
            else: refused += 1

began = time.perf_counter()
threads = [threading.Thread(target=book, args=(i,)) for i in range(clients)]
[t.start() for t in threads]; [t.join() for t in threads]
took = time.perf_counter() - began
server.send_signal(signal.SIGTERM); server.wait()

made = sqlite3.connect(f'{data}/fascia.db')
ids = [row[0] for row in made.execute('SELECT a.id FROM appointment a WHERE a.client IN (SELECT id FROM client WHERE name LIKE ?)', ('Bench %',))]
tables = {'appointment': 'id = ?1', 'client': 'id = (SELECT client FROM appointment WHERE id = ?1)', 'idempotency': 'appointment = ?1',
          'audit_event': 'subject = ?1', 'outbox': 'client = (SELECT client FROM appointment WHERE id = ?1)', 'due_work': 'subject = ?1'}
rows = [[(t, list(made.execute(f'SELECT * FROM {t} WHERE {w}', (i,)))) for t, w in tables.items()] for i in ids]
bare = sqlite3.connect(f'{work}/bare.db', isolation_level=None)
bare.execute('PRAGMA journal_mode=WAL'); bare.execute('PRAGMA synchronous=FULL')
began = time.perf_counter()
for group in rows:
    bare.execute('BEGIN IMMEDIATE')
    for table, values in group:
        for value in values:
            bare.execute(f'INSERT OR REPLACE INTO {table} VALUES ({",".join("?" * len(value))})', value)
    for _ in range(3):
        bare.execute('UPDATE day_mask SET m0 = m0 WHERE rowid = (SELECT MIN(rowid) FROM day_mask)')
    bare.execute('COMMIT')
bare_took = time.perf_counter() - began
print(f'{booked} bookings in {took:.1f} s by {clients} clients: {booked / took:.0f} a second ({refused} refused)')
print(f'bare loop, the same rows, one commit each: {len(rows) / bare_took:.0f} a second; ratio {booked / took / (len(rows) / bare_took):.2f}')
shutil.rmtree(work)
