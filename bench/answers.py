#!/usr/bin/env python3
"""A month's availability while a booking commits every 50 ms, beside the server's own fixed 1 KB answer.

usage: bench/answers.py [PROGRAM] [LOAD] [ROUNDS] [SECONDS]      (LOAD: build/release/bench_load)

32 connections ask for the month; each answer is held against a plain reference that this script works out
from the rows of the database, minute by minute, once for each booking made: an answer must be the
reference of some state between the last booking acknowledged before it was asked and the last one begun
before it was there. An older or a wrong answer ends the run with exit code 1.
"""
import collections, datetime, functools, glob, http.client, json, os, re, shutil, signal, sqlite3, statistics, subprocess, sys, tempfile, threading, time
from zoneinfo import ZoneInfo

program = sys.argv[1] if len(sys.argv) > 1 else 'build/release/fascia'
load = sys.argv[2] if len(sys.argv) > 2 else 'build/release/bench_load'
rounds = int(sys.argv[3]) if len(sys.argv) > 3 else 5
seconds = float(sys.argv[4]) if len(sys.argv) > 4 else 5
connections, pause = 32, 0.05
first, last = datetime.date(2026, 11, 24), datetime.date(2026, 12, 24)
now = datetime.datetime.fromisoformat('2026-11-24T09:00:00-06:00')

work = tempfile.mkdtemp()
data, clock = f'{work}/demo', f'{work}/clock'
subprocess.run([program, 'demo', '--data', data, '--now', '2026-11-24', '--weeks-back', os.environ.get('WEEKS_BACK', '13')], check=True, capture_output=True)
open(clock, 'w').write(now.isoformat() + '\n')
server = subprocess.Popen(['taskset', '-c', '0', program, 'serve', '--data', data, '--clock', clock, '--bench-routes', 'true', '--listen', '127.0.0.1:0'],
                          stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, env={**os.environ, 'FASCIA_LIMITS': 'off'})
port = int(re.search(r':(\d+)/', server.stdout.readline()).group(1))


def ask(method, path, body=None, headers={}):
    connection = http.client.HTTPConnection('127.0.0.1', port)
    connection.request(method, path, None if body is None else json.dumps(body), {'Content-Type': 'application/json', **headers})
    answer = connection.getresponse()
    return answer.status, json.loads(answer.read() or b'{}')


service = next(s['id'] for s in ask('GET', '/api/v1/services')[1]['items'] if s['minutes'] == 60 and s['kind'] == 'deep')
month = f'/api/v1/availability?service={service}&from={first}&to={last}'

# The plain reference.
rows = sqlite3.connect(f'file:{data}/fascia.db?mode=ro', uri=True)
rows.row_factory = sqlite3.Row
ident = lambda text: functools.reduce(lambda value, c: value << 5 | '0123456789abcdefghjkmnpqrstvwxyz'.index(c), text, 0)
zone = ZoneInfo(rows.execute('SELECT zone FROM location').fetchone()[0])
settings = dict(rows.execute('SELECT name, value FROM setting'))
setting = lambda name, usual: int(settings.get(name, usual))
sold = rows.execute('SELECT * FROM service WHERE id = ?', (ident(service),)).fetchone()
rooms = [r['id'] for r in rows.execute('SELECT * FROM room WHERE active AND kind = ?', (sold['room_kind'],))]
people = [p['id'] for p in rows.execute('''SELECT p.id FROM practitioner p JOIN practitioner_service s ON s.practitioner = p.id
  WHERE p.active AND s.service = ?''', (sold['id'],))]
shifts, away = list(rows.execute('SELECT * FROM shift')), list(rows.execute('SELECT * FROM time_off'))
deep = {s['id'] for s in rows.execute("SELECT id FROM service WHERE kind = 'deep'")}
length = dict(rows.execute('SELECT id, minutes FROM service'))
local = lambda at: datetime.datetime.fromtimestamp(at, zone)


def works(person, at):
    wall = local(at)
    stamp = wall.strftime('%Y-%m-%dT%H:%M')
    if any(o['practitioner'] in (None, person) and o['from_wall'] <= stamp < o['to_wall'] for o in away): return False
    for s in shifts:
        for day, minute in ((wall.date(), wall.hour * 60 + wall.minute), (wall.date() - datetime.timedelta(1), wall.hour * 60 + wall.minute + 1440)):
            if (s['practitioner'] == person and s['weekday'] == day.isoweekday() and s['from_minute'] <= minute < s['to_minute']
                    and s['valid_from'] <= str(day) and (s['valid_until'] is None or str(day) <= s['valid_until'])
                    and not (s['break_from'] is not None and s['break_from'] <= minute < s['break_to'])): return True
    return False


def candidates():
    """Every start the shifts allow: nothing of this changes with a booking."""
    out, at = [], int(datetime.datetime(first.year, first.month, first.day, tzinfo=zone).timestamp())
    worked = {}
    while local(at).date() <= last:
        wall = local(at)
        if (wall.hour * 60 + wall.minute) % sold['grid_minutes'] == 0 and at >= now.timestamp() + 60 * setting('lead_minutes', 120):
            begin, end = at - 60 * sold['before_minutes'], at + 60 * (sold['minutes'] + sold['after_minutes'])
            for person in people:
                if all(worked.setdefault((person, m), works(person, m)) for m in range(begin, end, 300)): out.append((at, person, begin, end))
        at += 300
    return out


def reference(starts, taken):
    person_busy, room_busy, load_of = collections.defaultdict(list), collections.defaultdict(list), collections.Counter()
    for t in taken:
        person_busy[t['practitioner'], local(t['start']).date()].append((t['busy_from'], t['busy_until']))
        room_busy[t['room'], local(t['start']).date()].append((t['room_from'], t['room_until']))
        if t['service'] in deep: load_of[t['practitioner'], local(t['start']).date()] += length[t['service']]
    free = lambda busy, a, b: not any(x < b and a < y for x, y in busy)
    out = set()
    for at, person, begin, end in starts:
        day = local(at).date()
        kept = end + 60 * 15  # the room of a first visit, whoever asks
        if sold['id'] in deep and load_of[person, day] + sold['minutes'] > setting('deep_minutes_a_day', 240): continue
        if free(person_busy[person, day], begin, end) and any(free(room_busy[r, day], begin, kept) for r in rooms): out.add((at, person))
    return frozenset(out)


shown = lambda body: frozenset((int(datetime.datetime.fromisoformat(s['start']).timestamp()), ident(p))
                               for d in json.loads(body)['days'] for s in d['starts'] for p in s['practitioners'])

begun, acknowledged = [], []  # of each booking: when it was sent, when its 201 was there
refused, stop = 0, threading.Event()
pool, ends = [], {}
for day in ask('GET', month)[1]['days']:
    for start, person in ((s['start'], p) for s in day['starts'] for p in s['practitioners']):
        at = datetime.datetime.fromisoformat(start)
        if (person, day['date']) in ends and at < ends[person, day['date']]: continue  # the neighbour before takes it
        ends[person, day['date']] = at + datetime.timedelta(minutes=90)
        pool.append((start, person))


def keep_booking():
    global refused
    due = time.monotonic()
    while not stop.is_set() and pool:
        start, person = pool.pop(len(pool) * 7 // 11)
        at = time.monotonic_ns()
        status, answer = ask('POST', '/api/v1/appointments', {'service': service, 'start': start, 'practitioner': person,
                             'client': {'name': f'Bench {start}', 'email': 'bench@example.invalid'}}, {'Idempotency-Key': f'{start}-{person}'})
        if status == 201:
            begun.append(at)
            acknowledged.append((time.monotonic_ns(), ident(answer['id'])))
        else: refused += 1
        due += pause
        stop.wait(max(0, due - time.monotonic()))


def run(path, name):
    folder = f'{work}/{name}'
    os.makedirs(folder)
    told = subprocess.run(['taskset', '-c', '1', load, str(port), path, str(connections), str(seconds), folder], check=True, capture_output=True, text=True).stdout
    rate, tail = map(float, told.split())
    return rate, tail, folder


rates, tails, folders = collections.defaultdict(list), collections.defaultdict(list), []
for i in range(rounds):
    for name, path in (('fixed', '/bench/1k'), ('quiet', month), ('booking', month)):
        stop.clear()
        booker = threading.Thread(target=keep_booking)
        if name == 'booking': booker.start()
        rate, tail, folder = run(path, f'{name}-{i}')
        stop.set()
        if name == 'booking': booker.join(); folders.append(folder)
        rates[name].append(rate); tails[name].append(tail)
server.send_signal(signal.SIGTERM); server.wait()

order = {booking: i for i, (_, booking) in enumerate(acknowledged)}
took = [dict(a) for a in rows.execute("SELECT * FROM appointment WHERE status NOT IN ('cancelled', 'late_cancelled', 'no_show')")]
before = [a for a in took if a['id'] not in order]
made = sorted((a for a in took if a['id'] in order), key=lambda a: order[a['id']])
starts = candidates()
states = [reference(starts, before + made[:n]) for n in range(len(made) + 1)]
checked = stale = wrong = 0
for folder in folders:
    bodies = {int(p.rsplit('.', 1)[1]): shown(open(p, 'rb').read()) for p in glob.glob(f'{folder}/body.*')}
    fits = {n: {i for i, s in enumerate(states) if s == body} for n, body in bodies.items()}
    oldest = newest = 0
    for line in sorted(open(f'{folder}/answers'), key=lambda l: int(l.split()[0])):
        asked, answered, body = map(int, line.split())
        while oldest < len(acknowledged) and acknowledged[oldest][0] < asked: oldest += 1
        newest = max(newest, oldest)
        while newest < len(begun) and begun[newest] < answered: newest += 1
        checked += 1
        if not fits[body]: wrong += 1
        elif not any(oldest <= i <= newest for i in fits[body]): stale += 1
m = statistics.median
for name in ('fixed', 'quiet', 'booking'): print(f'{name}: {m(rates[name]):.0f} answers/s, p99 {m(tails[name]):.2f} ms (medians of {rounds} rounds of {seconds:.0f} s)')
print(f'availability: {m(rates["quiet"]) / m(rates["fixed"]):.2f} of the fixed answer; while booking {m(rates["booking"]) / m(rates["fixed"]):.2f}, p99 {m(tails["booking"]) / m(tails["fixed"]):.1f} times the fixed answer\'s')
print(f'{checked} answers held against {len(states)} states of the plain reference: {wrong} wrong, {stale} older than the last booking acknowledged before; {len(acknowledged)} bookings, {refused} refused')
shutil.rmtree(work)
sys.exit(1 if wrong or stale or not checked or len(states) < 2 else 0)
