"""Bookings that are all made at once, over HTTP: what bench/bookings.py and bench/bookings_server.py have in common."""
import datetime, glob, http.client, json, os, re, subprocess, time


def served(*command):
    """The program serving, without limits, and its port."""
    server = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, env={**os.environ, 'FASCIA_LIMITS': 'off'})
    return server, int(re.search(r':(\d+)/', server.stdout.readline()).group(1))


def bodies(port):
    """A booking for every hour of the next 90 days, and half as many therapists as there are rooms: few are refused for their neighbours."""
    def get(path):
        connection = http.client.HTTPConnection('127.0.0.1', port)
        connection.request('GET', path)
        return json.loads(connection.getresponse().read())
    service = next(s['id'] for s in get('/api/v1/services')['items'] if s['minutes'] == 30)
    today, out = datetime.date.today(), []
    for first, last in ((1, 45), (46, 90)):
        begin, end = (today + datetime.timedelta(n) for n in (first, last))
        for day in get(f'/api/v1/availability?service={service}&from={begin}&to={end}')['days']:
            for start in (s for s in day['starts'] if s['start'][14:16] == '00'):
                out += [json.dumps({'service': service, 'start': start['start'], 'practitioner': who,
                                    'client': {'name': f'Bench {who} {start["start"]}', 'email': 'bench@example.invalid'}})
                        for who in start['practitioners'][:2]]
    return out


def book(load, port, clients, posts, work):
    """Seconds that the bookings took, and the status of each answer."""
    open(f'{work}/bodies', 'w').write('\n'.join(posts) + '\n')
    os.mkdir(f'{work}/answers')
    began = time.perf_counter()
    subprocess.run([load, str(port), '/api/v1/appointments', str(clients), '600', f'{work}/answers', f'{work}/bodies'], check=True, capture_output=True)
    took = time.perf_counter() - began
    status = {path.rsplit('.', 1)[1]: open(path).read() for path in glob.glob(f'{work}/answers/body.*')}
    return took, [status[line.split()[2]] for line in open(f'{work}/answers/answers')]
