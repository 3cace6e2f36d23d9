#!/usr/bin/env python3
"""Three PostgreSQL on one machine behind haproxy, bookings through `fascia serve`, and the leader killed.

usage: tests/availability/three_nodes.py [PROGRAM] [--kills N] [--keep]

Needs Debian's patroni, etcd-server, etcd-client, haproxy and postgresql; as root it runs them as the user
`postgres`. Shows how many acknowledged bookings are lost (none may be) and the longest pause between two
acknowledged bookings. Run by hand or nightly: it takes a minute or two and is no part of ./test.
"""
import http.client, json, os, pwd, re, shutil, signal, socket, subprocess, sys, tempfile, threading, time, urllib.request

argv = [a for a in sys.argv[1:] if not a.startswith('--')]
program = os.path.abspath(argv[0] if argv else 'build/dev/fascia')
kills = int(sys.argv[sys.argv.index('--kills') + 1]) if '--kills' in sys.argv else 1
binaries = sorted(p for p in ('/usr/lib/postgresql/' + v + '/bin' for v in os.listdir('/usr/lib/postgresql')) if os.path.isdir(p))[-1]
root = tempfile.mkdtemp(prefix='fascia-three-')
as_postgres = {}
if os.getuid() == 0:
    user = pwd.getpwnam('postgres')
    os.chown(root, user.pw_uid, user.pw_gid)
    as_postgres = {'user': user.pw_uid, 'group': user.pw_gid, 'extra_groups': []}
started, nodes = [], {}

def free_ports(count):
    sockets = [socket.socket() for _ in range(count)]
    for s in sockets: s.bind(('127.0.0.1', 0))
    ports = [s.getsockname()[1] for s in sockets]
    for s in sockets: s.close()
    return ports

def start(name, command, **more):
    log = open(f'{root}/{name}.log', 'ab')
    process = subprocess.Popen(command, stdout=log, stderr=log, start_new_session=True, cwd=root,
                               env={**os.environ, 'HOME': root, 'PATH': binaries + ':' + os.environ['PATH'], **more}, **as_postgres)
    started.append(process)
    return process

def wait_for(what, test, seconds=90):
    until = time.time() + seconds
    while time.time() < until:
        try:
            if test(): return
        except Exception: pass
        time.sleep(0.1)
    raise SystemExit(f'{what}: not there after {seconds} s; logs in {root}')

def stop_all():
    for process in reversed(started):
        try: os.killpg(process.pid, signal.SIGKILL)
        except ProcessLookupError: pass
    # PostgreSQL is in a group of its own.
    for name in nodes: kill_postgres(name)

def kill_postgres(name):
    try: first = int(open(f'{root}/{name}/postmaster.pid').readline())
    except (FileNotFoundError, ValueError): return
    children = subprocess.run(['ps', '-o', 'pid=', '--ppid', str(first)], capture_output=True, text=True).stdout.split()
    for one in [first, *map(int, children)]:
        try: os.kill(one, signal.SIGKILL)
        except ProcessLookupError: pass

def ask_node(name, path):
    with urllib.request.urlopen(f'http://127.0.0.1:{nodes[name]["rest"]}{path}', timeout=1) as answer: return json.load(answer)

def leader():
    for name in nodes:
        try:
            with urllib.request.urlopen(f'http://127.0.0.1:{nodes[name]["rest"]}/primary', timeout=1) as answer:
                if answer.status == 200: return name
        except Exception: pass
    return None

def synchronous():
    """A standby streams and is the synchronous one: `running` is said before that is so."""
    name = leader()
    return name and any(r.get('state') == 'streaming' and r.get('sync_state') in ('sync', 'quorum') for r in ask_node(name, '/patroni').get('replication', []))

def bring_up():
    ports = free_ports(6 + 6 + 1)
    peers = ','.join(f'e{i}=http://127.0.0.1:{ports[i]}' for i in range(3))
    for i in range(3):
        start(f'e{i}', ['etcd', '--name', f'e{i}', '--data-dir', f'{root}/e{i}', '--initial-cluster', peers,
                        '--listen-peer-urls', f'http://127.0.0.1:{ports[i]}', '--initial-advertise-peer-urls', f'http://127.0.0.1:{ports[i]}',
                        '--listen-client-urls', f'http://127.0.0.1:{ports[3 + i]}', '--advertise-client-urls', f'http://127.0.0.1:{ports[3 + i]}'],
              ETCD_UNSUPPORTED_ARCH=os.uname().machine)
    etcd = ','.join(f'127.0.0.1:{ports[3 + i]}' for i in range(3))
    for i in range(3):
        nodes[f'n{i}'] = {'port': ports[6 + i], 'rest': ports[9 + i]}
    for name, at in nodes.items():
        open(f'{root}/{name}.yml', 'w').write(f'''
scope: clinic
name: {name}
restapi: {{listen: "127.0.0.1:{at['rest']}", connect_address: "127.0.0.1:{at['rest']}"}}
etcd3: {{hosts: "{etcd}"}}
bootstrap:
  dcs:
    ttl: 20
    loop_wait: 2
    retry_timeout: 3
    synchronous_mode: true
    postgresql: {{use_pg_rewind: true, parameters: {{wal_level: replica, hot_standby: "on", max_wal_senders: 10, max_replication_slots: 10, max_connections: 60, shared_buffers: 64MB}}}}
  initdb: [{{encoding: UTF8}}, {{locale: C}}, data-checksums]
  pg_hba: ["local all all trust", "host all all 127.0.0.1/32 trust", "host replication all 127.0.0.1/32 trust"]
postgresql:
  listen: "127.0.0.1:{at['port']}"
  connect_address: "127.0.0.1:{at['port']}"
  data_dir: {root}/{name}
  bin_dir: {binaries}
  pgpass: {root}/{name}.pgpass
  parameters: {{unix_socket_directories: "{root}"}}
  authentication: {{superuser: {{username: postgres}}, replication: {{username: replicator}}, rewind: {{username: rewinder}}}}
''')
        at['process'] = start(name, ['patroni', f'{root}/{name}.yml'])
    front = ports[12]
    servers = '\n'.join(f'  server {n} 127.0.0.1:{at["port"]} check port {at["rest"]}' for n, at in nodes.items())
    open(f'{root}/haproxy.cfg', 'w').write(f'''
defaults
  mode tcp
  timeout connect 2s
  timeout client 60s
  timeout server 60s
listen clinic
  bind 127.0.0.1:{front}
  option httpchk GET /primary
  http-check expect status 200
  default-server inter 500ms fall 2 rise 1 on-marked-down shutdown-sessions
{servers}
''')
    start('haproxy', ['haproxy', '-db', '-f', f'{root}/haproxy.cfg'])
    wait_for('a leader with a synchronous standby', synchronous)
    return front

def sql(port, text, database='clinic'):
    return subprocess.run([f'{binaries}/psql', '-h', '127.0.0.1', '-p', str(port), '-U', 'postgres', '-AtXq', '-d', database, '-c', text],
                          capture_output=True, text=True, timeout=30).stdout.strip()

class Bookings:
    """Acknowledged ones, with the moment of the answer."""
    def __init__(self, port):
        self.port, self.lock, self.acknowledged, self.other, self.going = port, threading.Lock(), [], {}, True
        service, starts = self.ask('GET', '/api/v1/services')[1]['items'], []
        self.service = next(s['id'] for s in service if s['minutes'] == 30)
        for begin, end in (('2026-11-25', '2027-01-20'), ('2027-01-21', '2027-02-20')):
            days = self.ask('GET', f'/api/v1/availability?service={self.service}&from={begin}&to={end}')[1]['days']
            starts += [(s['start'], p) for d in days for s in d['starts'] if s['start'][14:16] in ('00', '30') for p in s['practitioners']]
        self.starts = starts
        self.threads = [threading.Thread(target=self.book, args=(i,)) for i in range(4)]

    def ask(self, method, path, body=None, headers={}):
        connection = http.client.HTTPConnection('127.0.0.1', self.port, timeout=40)
        connection.request(method, path, None if body is None else json.dumps(body), {'Content-Type': 'application/json', **headers})
        answer = connection.getresponse()
        return answer.status, json.loads(answer.read() or b'{}')

    def book(self, number):
        while self.going:
            with self.lock:
                if not self.starts: return
                start, practitioner = self.starts.pop(len(self.starts) // 2)
            name, status = f'Three {number} {start} {practitioner}', None
            # Not answered, or not now: once more with the same key, as a client's program does.
            while self.going and status not in (201, 409, 422):
                try:
                    status, _ = self.ask('POST', '/api/v1/appointments',
                                         {'service': self.service, 'start': start, 'practitioner': practitioner, 'client': {'name': name, 'email': 'three@example.invalid'}},
                                         {'Idempotency-Key': name})
                except Exception as fault: status = type(fault).__name__
                with self.lock:
                    if status == 201: self.acknowledged.append((time.time(), name))
                    else: self.other[status] = self.other.get(status, 0) + 1
                time.sleep(0.1 if status in (201, 409, 422) else 0.5)

def main():
    began = time.time()
    front = bring_up()
    print(f'three nodes, the leader {leader()}, a synchronous standby: {time.time() - began:.1f} s')
    sql(nodes[leader()]['port'], 'CREATE ROLE fascia LOGIN SUPERUSER', 'postgres')
    sql(nodes[leader()]['port'], "CREATE DATABASE clinic OWNER fascia ENCODING 'UTF8' TEMPLATE template0", 'postgres')
    address, data, clock = f'postgresql://fascia@127.0.0.1:{front}/clinic', f'{root}/demo', f'{root}/clock'
    quiet = {'check': True, 'stdout': subprocess.DEVNULL}
    subprocess.run([program, 'demo', '--data', data, '--now', '2026-11-24', '--weeks-back', '0'], **quiet)
    subprocess.run([program, 'move', '--data', data, '--from', 'file', '--to', address], **quiet)
    open(clock, 'w').write('2026-11-24T09:00:00-06:00\n')
    log = open(f'{root}/serve.log', 'w')
    server = subprocess.Popen([program, 'serve', '--data', data, '--database', address, '--clock', clock, '--listen', '127.0.0.1:0'],
                              stdout=subprocess.PIPE, stderr=log, text=True, start_new_session=True, env={**os.environ, 'FASCIA_LIMITS': 'off'})
    started.append(server)
    bookings = Bookings(int(re.search(r':(\d+)/', server.stdout.readline()).group(1)))
    for thread in bookings.threads: thread.start()
    time.sleep(5)
    for number in range(kills):
        was = leader()
        kill_postgres(was)
        os.killpg(nodes[was]['process'].pid, signal.SIGKILL)
        killed = time.time()
        wait_for('another leader', lambda: leader() not in (None, was))
        print(f'kill {number + 1}: {was} and its Patroni; {leader()} leads after {time.time() - killed:.1f} s')
        wait_for('a booking after it', lambda: any(at > killed + 1 for at, _ in bookings.acknowledged[-1:]))
        nodes[was]['process'] = start(was, ['patroni', f'{root}/{was}.yml'])
        wait_for('a synchronous standby', synchronous)
        time.sleep(3)
    bookings.going = False
    for thread in bookings.threads: thread.join()
    kept = set(sql(nodes[leader()]['port'], "SELECT name FROM client WHERE name LIKE 'Three %'").splitlines())
    moments = sorted(at for at, _ in bookings.acknowledged)
    pause = max((b - a for a, b in zip(moments, moments[1:])), default=0)
    lost = [name for _, name in bookings.acknowledged if name not in kept]
    twice = sql(nodes[leader()]['port'], "SELECT COUNT(*) FROM (SELECT name FROM client WHERE name LIKE 'Three %' GROUP BY name HAVING COUNT(*) > 1) AS t")
    print(f'{len(moments)} bookings acknowledged, {twice} made twice, {len(lost)} of them lost; longest pause between two {pause:.1f} s; other answers {bookings.other}')
    check = subprocess.run([program, 'check', '--data', data, '--database', address], capture_output=True, text=True)
    print('fascia check:', 'sound' if check.returncode == 0 else check.stdout[-600:] + check.stderr[-300:])
    return 1 if lost or not moments else 0

try: result = main()
finally:
    stop_all()
    if '--keep' not in sys.argv: shutil.rmtree(root, ignore_errors=True)
sys.exit(result)
