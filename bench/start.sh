#!/usr/bin/env bash
# Time from start to the first answer (beside reading the database file once), memory at rest, and
# the bytes over the wire of a first visit to /book with everything it asks for.
# usage: bench/start.sh [PROGRAM] [ROUNDS]
set -euo pipefail
program=${1:-build/release/fascia} rounds=${2:-9}
cd "$(dirname "$0")/.."
work=$(mktemp -d); pid=
trap 'kill $pid 2>/dev/null || true; rm -rf "$work"' EXIT
"$program" demo --data "$work/demo" --now 2026-11-24 --weeks-back "${WEEKS_BACK:-13}" >/dev/null 2>&1
echo 2026-11-24T09:00:00-06:00 >"$work/clock"
python3 - "$program" "$work" "$rounds" <<'PY'
import os, re, signal, statistics, subprocess, sys, time, urllib.request
program, work, rounds = sys.argv[1], sys.argv[2], int(sys.argv[3])
ready, reading, resident = [], [], []
for i in range(rounds):
    t = time.perf_counter()
    with open(f'{work}/demo/fascia.db', 'rb') as f:
        size = len(f.read())
    reading.append((time.perf_counter() - t) * 1000)
    t = time.perf_counter()
    p = subprocess.Popen([program, 'serve', '--data', f'{work}/demo', '--clock', f'{work}/clock', '--listen', '127.0.0.1:0'],
                         stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    address = re.search(r'http://\S+', p.stdout.readline()).group(0).rstrip('/')
    urllib.request.urlopen(address + '/readyz').read()
    ready.append((time.perf_counter() - t) * 1000)
    resident.append(int(re.search(r'VmRSS:\s+(\d+)', open(f'/proc/{p.pid}/status').read()).group(1)))
    if i + 1 == rounds:
        def fetch(path):
            r = urllib.request.Request(address + path, headers={'Accept-Encoding': 'br, gzip'})
            with urllib.request.urlopen(r) as a:
                body = a.read()
                return len(body) + len(str(a.headers)) + 17, body, a.headers.get('Content-Encoding')
        total, body, packed = fetch('/book')
        if packed:
            import gzip
            body = gzip.decompress(body) if packed == 'gzip' else body
        seen = []
        for link in re.findall(r'(?:href|src)="(/assets/[^"]+)"', body.decode('utf-8', 'replace')):
            if link in seen: continue
            seen.append(link)
            total += fetch(link)[0]
        print(f'first visit to /book: {total} bytes over the wire in {1 + len(seen)} answers')
    p.send_signal(signal.SIGTERM); p.wait()
m = statistics.median
print(f'start to first answer: {m(ready):.0f} ms (median of {rounds}); reading the {size} bytes of the file once: {m(reading):.1f} ms')
print(f'resident after it: {m(resident) / 1024:.1f} MB')
PY
