#!/bin/sh
# prove.sh HOME: what install.sh made answers from a folder outside any sources, with the network cut where this system
# lets one cut it (unshare, without root by a namespace of one's own), and serves the page until its health check says so.
set -eu
home=$1
here=$(cd "$(dirname "$0")" && pwd)
cut=$(unshare -rn true 2>/dev/null && echo "unshare -rn" || echo "")
[ -n "$cut" ] || echo "The network cannot be cut here: proved without." >&2
empty=$(mktemp -d)
trap 'rm -rf "$empty"; [ -z "${server:-}" ] || kill "$server" 2>/dev/null || true' EXIT
cd "$empty"
export XDG_CACHE_HOME="$home/cache" HF_HUB_OFFLINE=1
unset PYTHONPATH
$cut "$home/bin/further" ask "How many people were interviewed?" | tee answer.txt
grep -q "131 interviews" answer.txt
$cut "$home/bin/further" check "131 interviews with current and former staff from more than 20 field missions" | grep -q "1 exact"
$cut "$home/bin/further" cite "131 interviews with current and former staff" --style oscola | grep -q "131 interviews"
for kind in docx pdf html md; do
  $cut "$home/bin/further" brief MONUSCO --role police -o "briefing.$kind" | grep -q quotes
done
"$home/bin/python" -c 'import assistant; assert "site-packages" in assistant.__file__, assistant.__file__'
port=${PORT:-7869}
"$home/bin/further" chat --port "$port" > served.txt 2>&1 &
server=$!
for _ in $(seq 300); do
  "$home/bin/python" "$here/health.py" "$port" && served=yes && break
  sleep 1
done
[ "${served:-}" = yes ] || { cat served.txt; exit 1; }
echo "It answers, checks, cites, briefs and serves${cut:+, the network cut}."
