#!/usr/bin/env python3
"""A PostgreSQL with pgBackRest, bookings through `fascia serve`, and its data folder destroyed.

usage: tests/availability/lost_disk.py [PROGRAM] [--keep]

Needs Debian's pgbackrest and postgresql; as root it runs them as the user `postgres`. Takes a full backup and an
incremental one, books on, destroys the data folder, and puts the clinic back twice: as far as the archive goes, and at
a moment. Shows what of the acknowledged bookings is lost: none of before the moment may be. Run by hand or nightly: it
takes a minute and is no part of ./test (docs/postgresql.md).
"""
import http.client, json, os, pwd, re, shutil, signal, socket, subprocess, sys, tempfile, threading, time

argv = [a for a in sys.argv[1:] if not a.startswith('--')]
program = os.path.abspath(argv[0] if argv else 'build/dev/fascia')
binaries = sorted(p for p in ('/usr/lib/postgresql/' + v + '/bin' for v in os.listdir('/usr/lib/postgresql')) if os.path.isdir(p))[-1]
root = tempfile.mkdtemp(prefix='fascia-lost-')
as_postgres = {}
if os.getuid() == 0:
    user = pwd.getpwnam('postgres')
    os.chown(root, user.pw_uid, user.pw_gid)
    as_postgres = {'user': user.pw_uid, 'group': user.pw_gid, 'extra_groups': []}
environment = {**os.environ, 'HOME': root, 'PATH': binaries + ':' + os.environ['PATH']}
started = []

def run(*command):
    done = subprocess.run(command, capture_output=True, text=True, cwd=root, env=environment, **as_postgres)
    if done.returncode != 0: raise SystemExit(f'{" ".join(command)}: {done.returncode}\n{done.stdout[-1500:]}{done.stderr[-1500:]}')
    return done.stdout

def pgbackrest(*words):
    began = time.time()
    run('pgbackrest', f'--config={root}/pgbackrest.conf', '--stanza=clinic', '--log-level-console=warn', *words)
    return time.time() - began

def free_port():
    with socket.socket() as s:
        s.bind(('127.0.0.1', 0))
        return s.getsockname()[1]

def start_postgresql(data, port):
    log = open(f'{root}/postgresql.log', 'ab')
    process = subprocess.Popen([f'{binaries}/postgres', '-D', data, '-p', str(port), '-k', root, '-c', 'listen_addresses=127.0.0.1'],
                               stdout=log, stderr=log, start_new_session=True, cwd=root, env=environment, **as_postgres)
    started.append(process)
    for _ in range(600):
        if process.poll() is not None: break
        if sql(port, 'SELECT pg_is_in_recovery()', 'postgres') == 'f': return process
        time.sleep(0.1)
    raise SystemExit('PostgreSQL did not start:\n' + open(f'{root}/postgresql.log').read()[-2000:])

def end(process):
    try: os.killpg(process.pid, signal.SIGKILL)
    except ProcessLookupError: pass
    process.wait()

def sql(port, text, database='clinic'):
    return subprocess.run([f'{binaries}/psql', '-h', '127.0.0.1', '-p', str(port), '-U', 'postgres', '-AtXq', '-d', database, '-c', text],
                          capture_output=True, text=True, timeout=30).stdout.strip()

class Bookings:
    """Acknowledged ones, with the moment of the answer."""
    def __init__(self, port):
        self.port, self.acknowledged = port, []
        self.service = next(s['id'] for s in self.ask('GET', '/api/v1/services')['items'] if s['minutes'] == 30)
        days = []
        for begin, until in (('2026-11-25', '2027-01-20'), ('2027-01-21', '2027-02-20')):
            days += self.ask('GET', f'/api/v1/availability?service={self.service}&from={begin}&to={until}')['days']
        self.starts = [(s['start'], p) for d in days for s in d['starts'] if s['start'][14:16] in ('00', '30') for p in s['practitioners']]

    def ask(self, method, path, body=None, headers={}):
        connection = http.client.HTTPConnection('127.0.0.1', self.port, timeout=40)
        connection.request(method, path, None if body is None else json.dumps(body), {'Content-Type': 'application/json', **headers})
        answer = connection.getresponse()
        self.status = answer.status
        return json.loads(answer.read() or b'{}')

    def go_on(self, seconds):
        until, before = time.time() + seconds, len(self.acknowledged)
        while time.time() < until:
            start, practitioner = self.starts.pop(len(self.starts) // 2)
            name = f'Lost {start} {practitioner}'
            self.ask('POST', '/api/v1/appointments', {'service': self.service, 'start': start, 'practitioner': practitioner,
                                                      'client': {'name': name, 'email': 'lost@example.invalid'}}, {'Idempotency-Key': name})
            if self.status == 201: self.acknowledged.append((time.time(), name))
            time.sleep(0.03)
        return len(self.acknowledged) - before

def put_back(data, port, *how):
    """Restores, starts, counts; what `fascia check` says."""
    took = pgbackrest('restore', f'--pg1-path={data}', *how)
    began = time.time()
    process = start_postgresql(data, port)
    ready = time.time() - began
    kept = set(sql(port, "SELECT name FROM client WHERE name LIKE 'Lost %'").splitlines())
    check = subprocess.run([program, 'check', '--data', f'{root}/demo', '--database', f'postgresql://fascia@127.0.0.1:{port}/clinic'],
                           capture_output=True, text=True)
    said = 'sound' if check.returncode == 0 else check.stdout[-900:] + check.stderr[-300:]
    return process, kept, f'restored in {took:.1f} s, ready after {ready:.1f} s more; fascia check: {said}', check.returncode == 0

def main():
    port, other, data = free_port(), free_port(), f'{root}/data'
    open(f'{root}/pgbackrest.conf', 'w').write(f'''
[global]
repo1-path={root}/repo
repo1-cipher-type=aes-256-cbc
repo1-cipher-pass=of-this-run-alone
repo1-retention-full-type=time
repo1-retention-full=22
start-fast=y
log-path={root}
lock-path={root}/lock
spool-path={root}/spool
[clinic]
pg1-path={data}
pg1-port={port}
pg1-socket-path={root}
pg1-user=postgres
''')
    if as_postgres: os.chown(f'{root}/pgbackrest.conf', as_postgres['user'], as_postgres['group'])
    run(f'{binaries}/initdb', '-D', data, '-A', 'trust', '-U', 'postgres', '-E', 'UTF8', '--locale=C.UTF-8', '-k')
    with open(f'{data}/postgresql.conf', 'a') as conf:
        conf.write(f"""
archive_mode = on
archive_command = 'pgbackrest --config={root}/pgbackrest.conf --stanza=clinic archive-push %p'
archive_timeout = 2s
shared_buffers = 64MB
""")
    server = start_postgresql(data, port)
    sql(port, 'CREATE ROLE fascia LOGIN SUPERUSER', 'postgres')
    sql(port, "CREATE DATABASE clinic OWNER fascia ENCODING 'UTF8' TEMPLATE template0", 'postgres')
    demo, clock, address = f'{root}/demo', f'{root}/clock', f'postgresql://fascia@127.0.0.1:{port}/clinic'
    quiet = {'check': True, 'stdout': subprocess.DEVNULL}
    subprocess.run([program, 'demo', '--data', demo, '--now', '2026-11-24', '--weeks-back', '0'], **quiet)
    subprocess.run([program, 'move', '--data', demo, '--from', 'file', '--to', address], **quiet)
    open(clock, 'w').write('2026-11-24T09:00:00-06:00\n')
    clinic = subprocess.Popen([program, 'serve', '--data', demo, '--database', address, '--clock', clock, '--listen', '127.0.0.1:0'],
                              stdout=subprocess.PIPE, stderr=open(f'{root}/serve.log', 'w'), text=True, start_new_session=True,
                              env={**os.environ, 'FASCIA_LIMITS': 'off'})
    started.append(clinic)
    bookings = Bookings(int(re.search(r':(\d+)/', clinic.stdout.readline()).group(1)))
    stanza, full = pgbackrest('stanza-create'), pgbackrest('backup', '--type=full')
    first = bookings.go_on(4)
    incremental = pgbackrest('backup', '--type=incr')
    print(f'stanza {stanza:.1f} s, full backup {full:.1f} s, {first} bookings, incremental backup {incremental:.1f} s')
    bookings.go_on(4)
    moment = time.time()
    time.sleep(1.1)  # the moment is told to the second
    target = time.strftime('%Y-%m-%d %H:%M:%S+00', time.gmtime(moment + 1))
    bookings.go_on(6)
    end(server)  # and the disk with it
    shutil.rmtree(data)
    destroyed = time.time()
    end(clinic)
    before = {name for at, name in bookings.acknowledged if at <= moment}
    after = {name for at, name in bookings.acknowledged if at > moment}
    print(f'{len(bookings.acknowledged)} bookings acknowledged, {len(before)} of them before the moment; the data folder is gone')
    process, kept, said, sound = put_back(f'{root}/newest', other, '--archive-mode=off')
    lost = [at for at, name in bookings.acknowledged if name not in kept]
    print(f'as far as the archive goes: {len(lost)} acknowledged bookings are lost, all of the last {destroyed - min(lost, default=destroyed):.1f} s; {said}')
    end(process)
    _, kept, said, again = put_back(data, port, '--type=time', f'--target={target}', '--target-action=promote')
    print(f'at the moment: {len(before - kept)} of {len(before)} acknowledged before it are lost, {len(after & kept)} of {len(after)} of after it are there; {said}')
    good = sound and again and before and after and before <= kept and not after & kept
    return 0 if good else 1

try: result = main()
finally:
    for process in reversed(started): end(process)
    if '--keep' not in sys.argv: shutil.rmtree(root, ignore_errors=True)
sys.exit(result)
