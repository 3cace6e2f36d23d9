#!/usr/bin/env python3
"""A large clinic: a month's availability of 200 therapists, and the start with many appointments.

usage: bench/large.py [PROGRAM] [THERAPISTS] [APPOINTMENTS] [ROUNDS] [SECONDS]      needs wrk and sqlite3

The demo clinic is copied until it has THERAPISTS therapists, each with a room of their own and the hours of one
of the demo's, and filled from the last day that may be booked backwards, 70 % of each shift, until it has
APPOINTMENTS; `fascia check` then compares the rows with the day masks bit by bit. Measured in one run, 32
connections, server and load each on its core, interleaved rounds, medians: the server's fixed 1 KB answer; a
month of anybody (each start names all who are free); a month of one therapist, another at each request. Then the
start, beside the sqlite3 program adding up every column of every appointment once.
"""
import datetime, json, os, random, re, shutil, signal, sqlite3, statistics, subprocess, sys, tempfile, time, urllib.request
from zoneinfo import ZoneInfo

program = sys.argv[1] if len(sys.argv) > 1 else 'build/release/fascia'
therapists, appointments, rounds, seconds = (int(sys.argv[n]) if len(sys.argv) > n else usual
                                             for n, usual in ((2, 200), (3, 100_000), (4, 5), (5, 3)))
work = tempfile.mkdtemp()
data = f'{work}/demo'
subprocess.run([program, 'demo', '--data', data, '--weeks-back', '1'], check=True, capture_output=True)
db = sqlite3.connect(f'{data}/fascia.db')
db.row_factory = sqlite3.Row
chance = random.Random(1)
number = lambda: chance.getrandbits(62) + 1
columns = lambda table: [c['name'] for c in db.execute(f'PRAGMA table_info({table})')]


def copy(table, row, **changed):
    values = {**dict(row), **changed}
    db.execute(f'INSERT INTO {table} ({",".join(values)}) VALUES ({",".join("?" * len(values))})', list(values.values()))


rows = lambda table: list(db.execute(f'SELECT * FROM {table}'))
models, rooms = rows('practitioner'), rows('room')
belongs = {table: rows(table) for table in ('shift', 'practitioner_service', 'credential')}
new = []  # (therapist, room, shifts)
for n in range(therapists - len(models)):
    model, who, where = models[n % len(models)], number(), number()
    copy('practitioner', model, id=who, name=f'Therapist {n}', first_name=f'T{n}', position=100 + n)
    copy('room', rooms[0], id=where, name=f'Room {n}', position=100 + n)
    for table, all_rows in belongs.items():
        for row in (r for r in all_rows if r['practitioner'] == model['id']):
            copy(table, row, practitioner=who, **({'id': number()} if 'id' in row.keys() else {}),
                 **({'valid_from': '2015-01-01'} if table == 'shift' else {}))
    new.append((who, where, [s for s in belongs['shift'] if s['practitioner'] == model['id']]))

zone = ZoneInfo(db.execute('SELECT zone FROM location').fetchone()[0])
pattern = db.execute("SELECT * FROM appointment WHERE status = 'confirmed' LIMIT 1").fetchone()
names, clients = columns('appointment'), [r['id'] for r in rows('client')]
service = next(s for s in rows('service') if s['minutes'] == 60 and s['kind'] == 'deep')
today = datetime.datetime.now(zone).date()
day, made, masks, out = today + datetime.timedelta(89), db.execute('SELECT COUNT(*) FROM appointment').fetchone()[0], {}, []
closed = {r[0][:10] for r in db.execute('SELECT from_wall FROM time_off')}
length, after = service['minutes'], service['after_minutes']
while made < appointments:
    for who, where, shifts in new if str(day) not in closed else []:
        for shift in (s for s in shifts if s['weekday'] == day.isoweekday()):
            minute = shift['from_minute']
            while minute + length + after <= shift['to_minute']:
                if shift['break_from'] is not None and minute < shift['break_to'] and minute + length + after > shift['break_from']:
                    minute = shift['break_to']
                    continue
                if chance.random() < 0.7 and made < appointments:
                    wall = datetime.datetime(day.year, day.month, day.day, minute // 60, minute % 60)
                    start = int(wall.replace(tzinfo=zone).timestamp())
                    until = start + (length + after) * 60
                    values = dict(zip(names, pattern)) | {
                        'id': number(), 'practitioner': who, 'room': where, 'client': chance.choice(clients), 'service': service['id'],
                        'status': 'confirmed' if day >= today else 'completed', 'wall': wall.isoformat()[:16], 'start': start,
                        'finish': start + length * 60, 'busy_from': start, 'busy_until': until, 'room_from': start, 'room_until': until,
                        'manage_hash': f'{number():064x}', 'first_visit': 0, 'intake_due_by': None, 'screening': None, 'equipment': ''}
                    out.append(tuple(values[n] for n in names))
                    made += 1
                    for cell in range(start // 300, until // 300):
                        for resource in (who, where):
                            words = masks.setdefault((resource, cell // 288), [0] * 5)
                            words[cell % 288 // 60] |= 1 << cell % 288 % 60
                minute += length + after
    if len(out) > 50_000 or made >= appointments:
        db.executemany(f'INSERT INTO appointment VALUES ({",".join("?" * len(names))})', out)
        db.executemany('INSERT INTO day_mask VALUES (?,?,?,?,?,?,?,?) ON CONFLICT DO UPDATE SET '
                       + ', '.join(f'm{i} = m{i} | excluded.m{i}' for i in range(5)), [(pattern['tenant'], *key, *words) for key, words in masks.items()])
        out, masks = [], {}
    day -= datetime.timedelta(1)
db.commit()
db.execute('PRAGMA wal_checkpoint(TRUNCATE)')
db.close()
print(f'{therapists} therapists, {made} appointments from {day} to {today + datetime.timedelta(89)}')
checked = subprocess.run([program, 'check', '--data', data], capture_output=True, text=True)
assert checked.returncode == 0, checked.stdout + checked.stderr

address = 'http://127.0.0.1:18080'
begun = []


def serve():
    t = time.perf_counter()
    p = subprocess.Popen(['taskset', '-c', '0', program, 'serve', '--data', data, '--bench-routes', 'true', '--listen', address[7:]],
                         stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, env={**os.environ, 'FASCIA_LIMITS': 'off'})
    p.stdout.readline()
    urllib.request.urlopen(address + '/readyz').read()
    begun.append(time.perf_counter() - t)
    return p


def stop(p):
    p.send_signal(signal.SIGTERM)
    p.wait()


reading = []
adding = 'SELECT ' + ', '.join(f'SUM(LENGTH({n}))' for n in names) + ' FROM appointment NOT INDEXED'
for _ in range(rounds):
    t = time.perf_counter()
    subprocess.run(['sqlite3', f'{data}/fascia.db', adding], check=True, capture_output=True)
    reading.append(time.perf_counter() - t)
    stop(serve())
server = serve()
month = f'/api/v1/availability?service=%s&from={today}&to={today + datetime.timedelta(30)}'
ask = lambda path: urllib.request.urlopen(address + path).read()
offered = next(s['id'] for s in json.loads(ask('/api/v1/services'))['items'] if s['minutes'] == 60 and s['kind'] == 'deep')
month %= offered
people = [p['id'] for p in json.loads(ask('/api/v1/practitioners'))['items'] if ask(f'{month}&practitioner={p["id"]}')]
open(f'{work}/each.lua', 'w').write(
    'local people = {' + ','.join(f'"{p}"' for p in people) + '}\nlocal n = 0\n'
    f'request = function() n = n % #people + 1; return wrk.format("GET", "{month}&practitioner=" .. people[n]) end\n')
results = {}
for _ in range(rounds):
    for name, path, more in (('fixed', '/bench/1k', []), ('anybody', month, []), ('one', month, ['-s', f'{work}/each.lua'])):
        said = subprocess.run(['taskset', '-c', '1', 'wrk', '-t1', '-c32', f'-d{seconds}s', '--latency', *more, address + path],
                              check=True, capture_output=True, text=True).stdout
        assert 'Non-2xx' not in said, said
        value, unit = re.search(r'99%\s+([\d.]+)(\w+)', said).groups()
        results.setdefault(name, []).append((float(re.search(r'Requests/sec:\s+([\d.]+)', said).group(1)),
                                             float(value) * {'us': 0.001, 'ms': 1, 's': 1000}[unit]))
resident = int(re.search(r'VmRSS:\s+(\d+)', open(f'/proc/{server.pid}/status').read()).group(1))
stop(server)
middle = {name: tuple(statistics.median(r[i] for r in all_rounds) for i in (0, 1)) for name, all_rounds in results.items()}
for name, path in (('fixed', '/bench/1k'), ('anybody', ''), ('one', '')):
    rate, p99 = middle[name]
    print(f'{name:8} {rate:8.0f} answers/s, p99 {p99:.2f} ms, {rate / middle["fixed"][0]:.2f} of the fixed answer')
print(f'start to first answer {statistics.median(begun) * 1000:.0f} ms; reading the appointments once {statistics.median(reading) * 1000:.0f} ms; '
      f'ratio {statistics.median(begun) / statistics.median(reading):.2f}; resident {resident / 1024:.0f} MB')
shutil.rmtree(work)
