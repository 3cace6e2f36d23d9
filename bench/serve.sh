#!/usr/bin/env bash
# The server's rates: its fixed 1 KB answer, a month's availability of the demo clinic, the public
# page, and nginx serving 1 KB, in interleaved rounds; prints medians and ratios within this run.
# usage: bench/serve.sh [PROGRAM] [ROUNDS] [SECONDS]      needs wrk and nginx
set -euo pipefail
program=${1:-build/release/fascia} rounds=${2:-5} seconds=${3:-5} connections=32
cd "$(dirname "$0")/.."
command -v wrk nginx >/dev/null || { echo "needs: apt install wrk nginx-light" >&2; exit 3; }
work=$(mktemp -d)
pids=()
trap 'kill "${pids[@]}" 2>/dev/null || true; wait || true; rm -rf "$work"' EXIT
server_core="taskset -c 0"  # server and load each on a core of its own
on_load() { taskset -c 1 "$@"; }

"$program" demo --data "$work/demo" --now 2026-11-24 --weeks-back "${WEEKS_BACK:-13}" >/dev/null 2>&1
echo 2026-11-24T09:00:00-06:00 >"$work/clock"
FASCIA_LIMITS=off $server_core "$program" serve --data "$work/demo" --clock "$work/clock" --bench-routes true \
  --listen 127.0.0.1:18080 >"$work/out" 2>"$work/err" &
pids+=($!)
head -c 1024 /dev/zero | tr '\0' x >"$work/1k"
cat >"$work/nginx.conf" <<CONF
worker_processes 1; daemon off; pid $work/nginx.pid; error_log $work/nginx.err;
events { worker_connections 256; }
http { access_log off; keepalive_requests 1000000000; sendfile on;
  client_body_temp_path $work/a; proxy_temp_path $work/b; fastcgi_temp_path $work/c; uwsgi_temp_path $work/d; scgi_temp_path $work/e;
  server { listen 127.0.0.1:18081; root $work; } }
CONF
chmod 755 "$work"
$server_core nginx -c "$work/nginx.conf" &
pids+=($!)
for _ in $(seq 100); do curl -fs http://127.0.0.1:18080/readyz >/dev/null && curl -fs http://127.0.0.1:18081/1k >/dev/null && break; sleep 0.1; done
service=$(curl -s http://127.0.0.1:18080/api/v1/services | python3 -c 'import json,sys; print(next(s["id"] for s in json.load(sys.stdin)["items"] if s["minutes"]==60))')
declare -A url=(
  [fixed]="http://127.0.0.1:18080/bench/1k"
  [availability]="http://127.0.0.1:18080/api/v1/availability?service=$service&from=2026-11-24&to=2026-12-24"
  [page]="http://127.0.0.1:18080/deep-tissue-massage"
  [nginx]="http://127.0.0.1:18081/1k"
)
for name in "${!url[@]}"; do
  [[ $(curl -s -o /dev/null -w '%{http_code}' "${url[$name]}") == 200 ]] || { echo "$name does not answer 200" >&2; exit 1; }
done
measure() {  # measure NAME: "requests/s p99-in-ms"
  on_load wrk -t1 -c$connections -d"${seconds}s" --latency "$1" |
    awk '/99%/ {p=$2} /Requests\/sec/ {r=$2} /Non-2xx/ {bad=1} END {print r, p, bad ? "BAD" : ""}'
}
for round in $(seq "$rounds"); do
  for name in fixed availability page nginx; do
    printf '%s %s\n' "$name" "$(measure "${url[$name]}")" | tee -a "$work/results" >&2
  done
done
printf 'resident: %s KB\n' "$(awk '/VmRSS/ {print $2}' /proc/"${pids[0]}"/status)"
python3 - "$work/results" <<'PY'
import statistics, sys
rates, tails = {}, {}
for line in open(sys.argv[1]):
    name, rate, p99, *bad = line.split()
    assert not bad, line
    unit = 0.001 if p99.endswith('us') else 1 if p99.endswith('ms') else 1000
    rates.setdefault(name, []).append(float(rate))
    tails.setdefault(name, []).append(float(p99.rstrip('mus')) * unit)
fixed = statistics.median(rates['fixed'])
print(f"{'':14}{'requests/s':>12}{'p99 ms':>9}{'to fixed':>10}")
for name in ('fixed', 'availability', 'page', 'nginx'):
    rate = statistics.median(rates[name])
    print(f"{name:14}{rate:12.0f}{statistics.median(tails[name]):9.2f}{rate / fixed:10.2f}")
PY
