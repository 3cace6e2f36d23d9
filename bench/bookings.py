#!/usr/bin/env python3
"""Durable bookings a second over HTTP, beside a bare loop that commits the same rows in groups of the same size.

usage: bench/bookings.py [PROGRAM] [LOAD] [CLIENTS]      (LOAD: build/release/bench_load; needs strace)

The bare loop opens a copy of the same database as it was before, with synchronous=FULL, and commits the rows
that the server's bookings wrote, client keys in their own file as there, as many bookings a transaction as the
server took into one. How many that were is counted by the server's own syncs: a commit makes two, one a file.
"""
import glob, os, shutil, signal, sqlite3, subprocess, sys, tempfile, time

from booking_load import bodies, book, served

program = sys.argv[1] if len(sys.argv) > 1 else 'build/release/fascia'
load = sys.argv[2] if len(sys.argv) > 2 else 'build/release/bench_load'
clients = int(sys.argv[3]) if len(sys.argv) > 3 else 32
work = tempfile.mkdtemp()
data = f'{work}/demo'
subprocess.run([program, 'demo', '--data', data, '--weeks-back', os.environ.get('WEEKS_BACK', '13')], check=True, capture_output=True)
shutil.copytree(data, f'{work}/bare')
server, port = served('strace', '-f', '--seccomp-bpf', '-c', '-e', 'trace=fdatasync', '-o', f'{work}/syncs',
                      program, 'serve', '--data', data, '--listen', '127.0.0.1:0')
took, answers = book(load, port, clients, bodies(port), work)
booked = answers.count('201')
child = int(open(f'/proc/{server.pid}/task/{server.pid}/children').read().split()[0])
os.kill(child, signal.SIGTERM)
server.wait()
syncs = int(next(line.split()[3] for line in open(f'{work}/syncs') if 'fdatasync' in line))
commits = max(1, syncs // 2)

made = sqlite3.connect(f'{data}/fascia.db')
made.execute('ATTACH DATABASE ? AS client_keys', (glob.glob(f'{data}/*keys*')[0],))
ids = [row[0] for row in made.execute('SELECT a.id FROM appointment a WHERE a.client IN (SELECT id FROM client WHERE name LIKE ?)', ('Bench %',))]
client = '(SELECT client FROM appointment WHERE id = ?1)'
tables = {'appointment': 'id = ?1', 'client': f'id = {client}', 'idempotency': 'appointment = ?1', 'audit_event': 'subject = ?1',
          'outbox': f'client = {client}', 'due_work': 'subject = ?1', 'client_search': f'client = {client}'}
for name, columns in ((t, [c[1] for c in made.execute(f'PRAGMA client_keys.table_info({t})')])
                      for (t,) in list(made.execute("SELECT name FROM client_keys.sqlite_master WHERE type = 'table'"))):
    if 'client' in columns: tables[f'client_keys.{name}'] = f'client = {client}'
rows = [[(t, list(made.execute(f'SELECT * FROM {t} WHERE {w}', (i,)))) for t, w in tables.items()] for i in ids]
bare = sqlite3.connect(f'{work}/bare/fascia.db', isolation_level=None)
bare.execute('ATTACH DATABASE ? AS client_keys', (glob.glob(f'{work}/bare/*keys*')[0],))
for file in ('main', 'client_keys'):
    bare.execute(f'PRAGMA {file}.journal_mode=WAL'); bare.execute(f'PRAGMA {file}.synchronous=FULL')
group = max(1, round(len(rows) / commits))
began = time.perf_counter()
for at in range(0, len(rows), group):
    bare.execute('BEGIN IMMEDIATE')
    for one in rows[at:at + group]:
        for table, values in one:
            for value in values:
                bare.execute(f'INSERT OR REPLACE INTO {table} VALUES ({",".join("?" * len(value))})', value)
        for _ in range(3):
            bare.execute('UPDATE day_mask SET m0 = m0 WHERE rowid = (SELECT MIN(rowid) FROM day_mask)')
    bare.execute('COMMIT')
bare_took = time.perf_counter() - began
print(f'{booked} bookings in {took:.1f} s by {clients} clients: {booked / took:.0f} a second ({len(answers) - booked} refused)')
print(f'{commits} commits; bare loop, the same rows, {group} bookings a commit: {len(rows) / bare_took:.0f} a second; '
      f'ratio {booked / took / (len(rows) / bare_took):.2f}')
shutil.rmtree(work)
