#!/usr/bin/env python3
"""A backup of a large clinic: how long it takes beside copying the file, and how much memory it needs.

usage: bench/backup.py [PROGRAM] [ROUNDS] [APPOINTMENTS…]      needs sqlite3, and 6 GB below TMPDIR for a million

The demo clinic gets visits of the past, eight a day and therapist, day after day backwards, until it has so many,
each with the cells that it takes and three audit events in the chain. Clients and what is sealed of them stay the
demo's. For each size, in interleaved rounds of one run: `cp` and a sync, the sqlite3 program's `.backup`, and
`fascia backup`, which copies, seals, opens again from the disk and looks at all of it. Peak memory is the kernel's.
"""
import hashlib, os, shutil, sqlite3, statistics, subprocess, sys, tempfile, time

program = sys.argv[1] if len(sys.argv) > 1 else 'build/release/fascia'
rounds = int(sys.argv[2]) if len(sys.argv) > 2 else 3
sizes = [int(n) for n in sys.argv[3:]] or [100_000, 1_000_000]
DAY = 86_400


def fill(data, appointments):
    db = sqlite3.connect(f'{data}/fascia.db')
    db.row_factory = sqlite3.Row
    tenant = db.execute('SELECT tenant FROM tenant').fetchone()[0]
    pattern = dict(db.execute("SELECT * FROM appointment WHERE status = 'completed' LIMIT 1").fetchone())
    pairs = list(zip((r[0] for r in db.execute('SELECT id FROM practitioner')), (r[0] for r in db.execute('SELECT id FROM room'))))
    clients = [r[0] for r in db.execute('SELECT id FROM client')]
    made = db.execute('SELECT COUNT(*) FROM appointment').fetchone()[0]
    day = db.execute('SELECT MIN(start) FROM appointment').fetchone()[0] // DAY - 2
    seq, before, at = db.execute('SELECT seq, hash, at FROM audit_event WHERE chain = 1 ORDER BY seq DESC LIMIT 1').fetchone()
    columns = [c['name'] for c in db.execute('PRAGMA table_info(appointment)')]
    fixed = pattern | {'status': 'completed', 'screening': None, 'equipment': '', 'first_visit': 0, 'intake_due_by': None, 'together': None}
    number = 1 << 40
    while made < appointments:
        visits, masks, events = [], [], []
        for who, where in pairs:
            words = [0] * 5
            for n in range(8):
                if made == appointments: break
                number += 1
                made += 1
                start = day * DAY + (14 + n) * 3600
                visits.append(tuple((fixed | {'id': number, 'practitioner': who, 'room': where, 'client': clients[number % len(clients)], 'start': start,
                                              'finish': start + 3600, 'busy_from': start, 'busy_until': start + 3600, 'room_from': start,
                                              'room_until': start + 3600, 'manage_hash': f'{number:064x}'})[c] for c in columns))
                for cell in range((14 + n) * 12, (15 + n) * 12):
                    words[cell // 60] |= 1 << cell % 60
                for action in ('appointment.booked', 'appointment.arrived', 'appointment.completed'):
                    seq += 1
                    parts = [before, 'rule 2', seq, at, 'program', 0, action, 'appointment', number, clients[number % len(clients)], '', 'program', '']
                    before = hashlib.blake2b('\n'.join(map(str, parts)).encode(), digest_size=32).hexdigest()
                    events.append((tenant, 1, seq, at, 'program', None, action, 'appointment', number, clients[number % len(clients)], '', before, 'program', '', 2))
            if any(words):
                masks += [(tenant, who, day, *words), (tenant, where, day, *words)]
        db.executemany(f'INSERT INTO appointment VALUES ({",".join("?" * len(columns))})', visits)
        db.executemany('INSERT INTO day_mask VALUES (?,?,?,?,?,?,?,?)', masks)
        db.executemany('INSERT INTO audit_event (tenant, chain, seq, at, actor_kind, actor, action, subject_kind, subject, client, reason, hash, '
                       'origin, sealed, rule) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)', events)
        day -= 1
    db.commit()
    db.execute('PRAGMA wal_checkpoint(TRUNCATE)')
    db.close()


def timed(command):
    """Seconds, and the most memory that the kernel saw, in MB."""
    began = time.perf_counter()
    p = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    said = p.stdout.read()
    _, status, used = os.wait4(p.pid, 0)
    assert status == 0, said
    return time.perf_counter() - began, used.ru_maxrss / 1024


work = tempfile.mkdtemp()
try:
    for appointments in sizes:
        data = f'{work}/{appointments}'
        subprocess.run([program, 'demo', '--data', data, '--weeks-back', '1'], check=True, capture_output=True)
        fill(data, appointments)
        file, ways = f'{data}/fascia.db', {'cp': [], 'sqlite3 .backup': [], 'fascia backup': []}
        peak = 0
        for n in range(rounds):
            to = f'{work}/copy.db'
            ways['cp'].append(timed(['sh', '-c', f'cp {file} {to} && sync {to}'])[0])
            os.remove(to)
            ways['sqlite3 .backup'].append(timed(['sqlite3', file, f'.backup {to}'])[0])
            os.remove(to)
            took, memory = timed([program, 'backup', '--data', data, '--to', to])
            ways['fascia backup'].append(took)
            peak = max(peak, memory)
            for end in ('', '.keys'):
                os.remove(to + end)
        middle = {way: statistics.median(all_of_it) for way, all_of_it in ways.items()}
        mine = middle['fascia backup']
        print(f'{appointments} appointments, {os.path.getsize(file) / 1e6:.0f} MB: ' + ', '.join(f'{way} {t:.2f} s' for way, t in middle.items())
              + f'; {mine / middle["cp"]:.1f} times cp, {mine / middle["sqlite3 .backup"]:.1f} times .backup; peak {peak:.0f} MB', flush=True)
        shutil.rmtree(data)
finally:
    shutil.rmtree(work, ignore_errors=True)
