#!/usr/bin/env python3
"""One place of a chain beside the small demo clinic, both on one PostgreSQL, as the chain's rows grow.

usage: bench/scale.py [PROGRAM] [APPOINTMENTS…]      (100000 1000000; needs PostgreSQL's server programs)
       FASCIA_SCALE_PLACES, FASCIA_SCALE_THERAPISTS: 100 and 1600; FASCIA_SCALE_ROUNDS: 40
       FASCIA_SCALE_FOLDER: where all of it stays, to be measured again by the next run; else it goes

For each number of appointments `fascia demo` makes a chain in a fresh database, whose time is told. Then one
place of it and the small demo clinic are served side by side, and each page is asked of one and of the other in
turn, one request at a time: medians in milliseconds, and the ratio; of the time on the clock, and of the processor's
time that the program and its database connections took, which other work on the machine does not stretch. Start and
memory are of programs of their own.
At the end `fascia check` looks whether the chain is whole (FASCIA_SCALE_CHECK=no: not), and the statements are told
that took longer as the chain grew. The server keeps what it acknowledges (fsync on), with shared_buffers=1GB; for
the sake of the loading a checkpoint comes each half hour or 16 GB, and no autovacuum goes over what grows all the
time: after it all of it is vacuumed.
"""
import datetime, http.client, json, os, re, shutil, signal, statistics, subprocess, sys, tempfile, time, urllib.parse

from cluster import Cluster

program = os.path.abspath(sys.argv[1] if len(sys.argv) > 1 else 'build/release/fascia')
sizes = [int(n) for n in sys.argv[2:]] or [100_000, 1_000_000]
places, therapists, rounds = (int(os.environ.get(f'FASCIA_SCALE_{n}', usual))
                              for n, usual in (('PLACES', 100), ('THERAPISTS', 1600), ('ROUNDS', 40)))
stays = os.environ.get('FASCIA_SCALE_FOLDER')
work = os.path.abspath(stays) if stays else tempfile.mkdtemp(prefix='fascia-scale-')
os.makedirs(work, exist_ok=True)
cluster = Cluster(f'{work}/cluster' if stays else None, checkpoint_timeout='30min', maintenance_work_mem='512MB',
                  effective_cache_size='8GB', shared_preload_libraries='pg_stat_statements', autovacuum='off')
address, sql = cluster.address, cluster.sql
served = []
run = int(time.time())  # of what stayed of an earlier one no booking is asked for again
serving = {name: value for name, value in os.environ.items() if not name.startswith('FASCIA_SCALE_')} | {'FASCIA_LIMITS': 'off'}


class Clinic:
    """A demo in a database of its own, and the program that serves it."""

    def __init__(self, name, chain=()):
        self.name, self.data, self.chain, self.booked = name, f'{work}/{name}', chain, 0
        facts = f'{self.data}.made.json'
        if os.path.exists(facts):  # by an earlier run
            self.made, self.password = json.load(open(facts))
            return
        sql(f'CREATE DATABASE {name}')
        began = time.perf_counter()
        said = subprocess.run([program, 'demo', '--data', self.data, '--database', address(name), '--weeks-back', '4', '--seed', '1', *chain],
                              check=True, stdout=subprocess.PIPE, text=True).stdout
        self.made = time.perf_counter() - began
        self.password = re.search(r'^\s+desk\s+(\S+)', said, re.M).group(1)
        sql('VACUUM ANALYZE', name)
        with open(facts, 'w') as out: json.dump([self.made, self.password], out)

    def serve(self):
        place = ['--location', f'Example Massage {max(2, places // 2):03}'] if self.chain else []
        began = time.perf_counter()
        with open(f'{self.data}.err', 'w') as err:
            self.server = subprocess.Popen([program, 'serve', '--data', self.data, '--database', address(self.name), '--listen', '127.0.0.1:0', *place],
                                           stdout=subprocess.PIPE, stderr=err, text=True, env=serving)
        served.append(self.server)
        ready = re.search(r':(\d+)/', self.server.stdout.readline())
        assert ready, open(f'{self.data}.err').read()
        self.port = int(ready.group(1))
        self.cookies, self.link = {}, http.client.HTTPConnection('127.0.0.1', self.port)
        self.ask('/readyz')
        return time.perf_counter() - began

    def spent(self):
        """Milliseconds of a processor, of the program and of the server's processes that work for it."""
        total = 0
        for pid in [self.server.pid, *self.backends]:
            try:
                for task in os.listdir(f'/proc/{pid}/task'):
                    total += int(open(f'/proc/{pid}/task/{task}/schedstat').read().split()[0])
            except FileNotFoundError: pass  # a connection that ended
        return total / 1e6

    def resident(self):
        return int(re.search(r'VmRSS:\s+(\d+)', open(f'/proc/{self.server.pid}/status').read()).group(1)) / 1024

    def stop(self):
        self.server.send_signal(signal.SIGTERM)
        self.server.wait()
        served.remove(self.server)

    def ask(self, path, method='GET', body=None, **headers):
        if self.cookies: headers['Cookie'] = '; '.join(f'{n}={v}' for n, v in self.cookies.items())
        self.link.request(method, path, body, headers)
        answer = self.link.getresponse()
        text = answer.read().decode()
        for one in answer.headers.get_all('Set-Cookie') or []:
            n, v = one.split(';')[0].split('=', 1)
            self.cookies[n] = v
        assert answer.status < 400, (path, answer.status, text[:300])
        return text

    def sign_in(self):
        token = re.search(r'name="token" value="([^"]+)"', self.ask('/sign-in')).group(1)
        self.ask('/sign-in', 'POST', urllib.parse.urlencode({'token': token, 'name': 'desk', 'password': self.password}),
                 **{'Content-Type': 'application/x-www-form-urlencoded'})
        assert 'fascia_staff' in self.cookies

    def prepare(self):
        # What is brought to this program's schema once takes its turns of writing.
        while not sql("SELECT 1 FROM setting WHERE name = 'names.learned'", self.name): time.sleep(1)
        self.sign_in()
        today = datetime.date.today()
        services = json.loads(self.ask('/api/v1/services'))['items']
        self.service = next(s for s in services if s['minutes'] == 60 and s['kind'] == 'deep')['id']
        self.month = f'/api/v1/availability?service={self.service}&from={today}&to={today + datetime.timedelta(30)}'
        self.who = json.loads(self.ask('/api/v1/practitioners'))['items'][0]['id']
        late = json.loads(self.ask(f'/api/v1/availability?service={self.service}&from={today + datetime.timedelta(2)}&to={today + datetime.timedelta(88)}'))
        self.starts = [(s['start'], s['practitioners'][0]) for day in late['days'] for s in day['starts'] if s['start'][14:16] == '00' and int(s['start'][11:13]) % 2 == 0]
        self.starts.reverse()
        self.starts = [one for at in range(7) for one in self.starts[at::7]]  # each once, and none beside another


    def book(self):
        start, who = self.starts[self.booked % len(self.starts)]
        self.booked += 1
        body = json.dumps({'service': self.service, 'start': start, 'practitioner': who,
                           'client': {'name': f'Scale {self.name} {self.booked}', 'email': 'scale@example.invalid'}})
        self.ask('/api/v1/appointments', 'POST', body, **{'Content-Type': 'application/json', 'Idempotency-Key': f'{self.name}-{run}-{self.booked}'})


asked = [('front page', lambda c: c.ask('/')),
         ('/book', lambda c: c.ask('/book')),
         ('month of one therapist', lambda c: c.ask(f'{c.month}&practitioner={c.who}')),
         ('month of anybody', lambda c: c.ask(c.month)),
         ('desk: the day', lambda c: c.ask('/desk')),
         ('desk: find "trem"', lambda c: c.ask('/desk/find?q=trem')),
         ('desk: find a phone', lambda c: c.ask('/desk/find?q=5550142')),
         ('a booking', lambda c: c.book())]
sql('CREATE EXTENSION IF NOT EXISTS pg_stat_statements')
small = Clinic('small')
table, statements = {}, {}  # of each statement, the mean at each size


def take_statements(chain, size):
    rows = sql(f"""SELECT json_agg(json_build_array(query, calls, mean_exec_time)) FROM pg_stat_statements JOIN pg_database ON oid = dbid
                   WHERE datname = '{chain.name}' AND calls >= 5 AND query NOT LIKE 'BEGIN%'""")
    for text, calls, mean in json.loads(rows or '[]') or []: statements.setdefault(' '.join(text.split()), {})[size] = (mean, calls)


try:
    for size in sizes:
        chain = Clinic(f'chain{size}', ('--locations', str(places), '--therapists', str(therapists), '--appointments', str(size)))
        rows, bytes_ = sql('SELECT COUNT(*) FROM appointment', chain.name), int(sql('SELECT pg_database_size(current_database())', chain.name))
        print(f'{rows} appointments in {chain.made:.0f} s, database {bytes_ / 1e9:.2f} GB', flush=True)
        times = {}
        for clinic in (chain, small):
            begun = []
            for _ in range(3):
                begun.append(clinic.serve() * 1000)
                rest = clinic.resident()
                clinic.stop()
            times['start to ready, ms'] = times.get('start to ready, ms', []) + [statistics.median(begun)]
            times['memory at rest, MB'] = times.get('memory at rest, MB', []) + [rest]
        for clinic in (chain, small):
            clinic.serve()
            clinic.prepare()
        sql('SELECT pg_stat_statements_reset()')
        taken = {name: ([], []) for name, _ in asked}
        for turn in range(rounds + 3):
            for clinic in (chain, small):
                clinic.backends = [int(pid) for pid in sql(f"SELECT pid FROM pg_stat_activity WHERE datname = '{clinic.name}'").split()]
            for name, do in asked:
                for i, clinic in enumerate((chain, small)):
                    spent, began = clinic.spent(), time.perf_counter()
                    do(clinic)
                    if turn >= 3: taken[name][i].append(((time.perf_counter() - began) * 1000, clinic.spent() - spent))
        for name, both in taken.items():
            for at, what in enumerate(('', ', processor')): times[name + what] = [statistics.median(t[at] for t in one) for one in both]
        take_statements(chain, size)
        times['memory after it, MB'] = [chain.resident(), small.resident()]
        for clinic in (chain, small): clinic.stop()
        for name, (of_chain, of_small) in times.items():
            table.setdefault(name, []).append((of_chain, of_small))
            print(f'  {name:34} {of_chain:8.2f}  small {of_small:8.2f}  ratio {of_chain / of_small:.2f}', flush=True)
        if os.environ.get('FASCIA_SCALE_CHECK') != 'no':
            began = time.perf_counter()
            checked = subprocess.run([program, 'check', '--data', chain.data, '--database', address(chain.name)], capture_output=True, text=True)
            assert checked.returncode == 0, checked.stdout + checked.stderr
            print(f'fascia check: all is sound, {time.perf_counter() - began:.0f} s', flush=True)
        if stays: continue
        sql(f'DROP DATABASE {chain.name}')
        shutil.rmtree(chain.data)
    print('\n| | ' + ' | '.join(f'{size:,}' for size in sizes) + ' |\n|---|' + '---|' * len(sizes))
    for name, cells in table.items():
        print(f'| {name} | ' + ' | '.join(f'{a:.2f} ({a / b:.2f})' for a, b in cells) + ' |')
    least, most = min(sizes), max(sizes)
    both = {text: means for text, means in statements.items() if least in means and most in means}
    print(f'\n{len(both)} statements were asked at {least:,} and at {most:,}; those that grew most, mean milliseconds at each size:')
    for text, means in sorted(both.items(), key=lambda one: one[1][least][0] - one[1][most][0])[:12]:
        print('  ' + '  '.join(f'{means[n][0]:8.3f}' if n in means else '       -' for n in sorted(set(sizes))) + f'  {text[:150]}')
finally:
    for one in served: one.kill()
    cluster.stop()
    if not stays: shutil.rmtree(work)
