#!/usr/bin/env python3
"""Durable bookings a second on PostgreSQL, beside a bare loop over libpq that commits the same rows.

usage: bench/bookings_server.py [PROGRAM] [LOAD] [CLIENTS]      (LOAD: build/release/bench_load; needs PostgreSQL's server programs)

How many syncs of the log the bookings took is counted by the server (pg_stat_wal). The bare loop is psql, which
sends the rows that the bookings wrote as INSERTs to a copy of the database as it was before, taking the turn of
the writers (store_turn) as the program does: once with as many bookings a commit as the program had a sync, once
with one, once with eight. Eight says what more grouping could bring.
"""
import os, shutil, signal, subprocess, sys, tempfile, time

from booking_load import bodies, book, served
from cluster import Cluster

program = os.path.abspath(sys.argv[1] if len(sys.argv) > 1 else 'build/release/fascia')
load = os.path.abspath(sys.argv[2] if len(sys.argv) > 2 else 'build/release/bench_load')
clients = int(sys.argv[3]) if len(sys.argv) > 3 else 32
work = tempfile.mkdtemp()
cluster = Cluster()
try:
    cluster.sql('CREATE DATABASE clinic')
    subprocess.run([program, 'demo', '--data', f'{work}/demo', '--database', cluster.address('clinic'), '--weeks-back', '0'],
                   check=True, capture_output=True)
    cluster.sql('CREATE DATABASE bare TEMPLATE clinic')
    server, port = served(program, 'serve', '--data', f'{work}/demo', '--database', cluster.address('clinic'), '--listen', '127.0.0.1:0')
    posts = bodies(port)
    syncs_before = int(cluster.sql('SELECT wal_sync FROM pg_stat_wal'))
    took, answers = book(load, port, clients, posts, work)
    syncs = int(cluster.sql('SELECT wal_sync FROM pg_stat_wal')) - syncs_before
    server.send_signal(signal.SIGTERM)
    server.wait()
    booked = answers.count('201')

    made = "(SELECT a.id FROM appointment AS a JOIN client AS c ON c.tenant = a.tenant AND c.id = a.client WHERE c.name LIKE 'Bench %')"
    whose = "(SELECT id FROM client WHERE name LIKE 'Bench %')"
    tables = {'client': ('id', f'id IN {whose}'), 'client_key': ('client', f'client IN {whose}'), 'client_search': ('client', f'client IN {whose}'),
              'outbox': ('client', f'client IN {whose}'), 'appointment': ('client', f'id IN {made}'),
              'audit_event': ('client', f"client IN {whose} AND action NOT LIKE 'client.opened%'")}
    of_client = {}
    for table, (key, where) in tables.items():
        columns = cluster.sql(f"SELECT string_agg(column_name, ',' ORDER BY ordinal_position) FROM information_schema.columns WHERE table_name = '{table}'", 'clinic').split(',')
        shown = " || ', ' || ".join(f'quote_nullable({c})' for c in columns)
        for line in cluster.sql(f'SELECT {key}, {shown} FROM {table} WHERE {where}', 'clinic').splitlines():
            who, values = line.split('|', 1)
            of_client.setdefault(who, []).append(f'INSERT INTO {table} ({",".join(columns)}) VALUES ({values}) ON CONFLICT DO NOTHING;')
    for who, body, values in (line.split('|', 2) for line in cluster.sql(
            "SELECT a.client, i.appointment, concat_ws(', ', quote_nullable(i.tenant), quote_nullable(i.key_hash), quote_nullable(i.body_hash), quote_nullable(i.appointment), "
            f'quote_nullable(i.sealed), quote_nullable(i.created)) FROM idempotency AS i JOIN appointment AS a ON a.tenant = i.tenant AND a.id = i.appointment WHERE a.id IN {made}', 'clinic').splitlines()):
        of_client[who].append(f'INSERT INTO idempotency (tenant, key_hash, body_hash, appointment, sealed, created) VALUES ({values}) ON CONFLICT DO NOTHING;')
    mask = 'UPDATE day_mask SET m0 = m0 WHERE (tenant, resource, day) = (SELECT tenant, resource, day FROM day_mask ORDER BY tenant, resource, day LIMIT 1);'
    rows = [statements + [mask, mask, mask] for statements in of_client.values()]

    def bare(group):
        name = f'bare{group}'
        cluster.sql(f'CREATE DATABASE {name} TEMPLATE bare')
        with open(f'{work}/rows.sql', 'w') as out:
            for at in range(0, len(rows), group):
                out.write("BEGIN;\nSELECT FROM store_turn WHERE name = 'write' FOR UPDATE;\n")
                for one in rows[at:at + group]: out.write('\n'.join(one) + '\n')
                out.write('COMMIT;\n')
        began = time.perf_counter()
        subprocess.run(['psql', '-qAt', '-o', '/dev/null', '-v', 'ON_ERROR_STOP=1', '-d', cluster.address(name), '-f', f'{work}/rows.sql'], check=True)
        return len(rows) / (time.perf_counter() - began)

    group = max(1, round(booked / max(1, syncs)))
    print(f'{booked} bookings in {took:.1f} s by {clients} clients: {booked / took:.0f} a second ({len(answers) - booked} refused), {syncs} syncs of the log')
    for size in sorted({group, 1, 8}):
        rate = bare(size)
        print(f'bare loop, {len(rows)} bookings, {size} a commit: {rate:.0f} a second; the program has {booked / took / rate:.2f} of it')
finally:
    cluster.stop()
    shutil.rmtree(work)
