#!/usr/bin/env bash
# Runs the contract suite against the simulator, LocalStack bare, LocalStack completed, Moto and MiniStack, and says
# what held where. Exit code 1 when any of them is red: a sentence failed that is not listed as a deviation, or a
# listed deviation no longer occurs.
#
# Usage: localstack/peers/run.sh [SUBJECT...]
#
#   SUBJECT   simulator, localstack, localstack-completed, moto, ministack                 (all)
#
# Environment:
#   AZDRILL_LOCALSTACK_ENDPOINT   a LocalStack 4.14.0 that runs; without it one is started by localstack/host/run.sh
#   AZDRILL_PEERS_HOME            where the virtual environment goes        ($HOME/.cache/azdrill/peers)
#   AZDRILL_PYTHON                the Python to use, 3.12 or newer          (looked for)
#   MVN                           how Maven is called                       (mvn)
#
# Moto and MiniStack come from PyPI, pinned in requirements.txt, into a virtual environment that is made once, with pip
# as it is configured on this machine. All of them listen on 127.0.0.1 alone, on free ports, and end with this script.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(cd "$here/../.." && pwd)
requirements=$here/requirements.txt

say() { printf '%s\n' "$*" >&2; }
fail() { say "peers: $*"; exit 1; }
usage() { sed -n '2,/^set -/{/^set -/d;s/^# \{0,1\}//;p}' "${BASH_SOURCE[0]}"; }

subjects=()
for each in "$@"; do
  case $each in
    simulator | localstack | localstack-completed | moto | ministack) subjects+=("$each") ;;
    -h | --help | help) usage; exit 0 ;;
    *) usage >&2; fail "'$each' is not one of simulator, localstack, localstack-completed, moto, ministack." ;;
  esac
done
((${#subjects[@]})) || subjects=(simulator localstack localstack-completed moto ministack)

read -r -a mvn <<<"${MVN:-mvn}"
unset PYTHONPATH PYTHONHOME # they would mix other packages in
home=${AZDRILL_PEERS_HOME:-${HOME:?set HOME or AZDRILL_PEERS_HOME}/.cache/azdrill/peers}
mkdir -p "$home" 2>/dev/null && [[ -w $home ]] || fail "$home cannot be written: set AZDRILL_PEERS_HOME to a folder that can."
home=$(cd "$home" && pwd)
venv=$home/venv
stamp=$venv/.azdrill-complete
logs=$root/target/contract
mkdir -p "$logs"

usable() { # prints the real path of a Python that is new enough and can make virtual environments
  "$1" -c '
import sys
if sys.version_info < (3, 12): sys.exit(1)
import ensurepip, venv
print(sys.executable)' 2>/dev/null
}

find_python() {
  local candidate found
  if [[ -n ${AZDRILL_PYTHON:-} ]]; then
    usable "$AZDRILL_PYTHON" && return
    fail "AZDRILL_PYTHON=$AZDRILL_PYTHON is not a Python 3.12 or newer with the venv module."
  fi
  for candidate in python3.13 python3.12 \
    "${PYENV_ROOT:-$HOME/.pyenv}"/versions/3.13*/bin/python3 "${PYENV_ROOT:-$HOME/.pyenv}"/versions/3.12*/bin/python3 \
    python3.14 python3 python; do
    if found=$(usable "$candidate") && [[ -n $found ]]; then
      printf '%s\n' "$found"
      return
    fi
  done
  fail "no Python 3.12 or newer with the venv module was found: install one (Debian trixie: apt-get install python3-venv; elsewhere: pyenv install 3.13) or set AZDRILL_PYTHON."
}

make_venv() { # once; the stamp is written last, so that what was interrupted is made again
  local python wanted begun
  # The folder is part of the hash: a virtual environment does not work once it is moved.
  wanted=$({ cat "$requirements"; printf '%s\n' "$venv"; } | sha256sum | cut -c1-64)
  exec 9>"$home/lock"
  flock -w 900 9 || fail "another run has held $home/lock for 15 minutes: end that run, then try again."
  if [[ ! -f $stamp || $(<"$stamp") != "$wanted" ]] || ! "$venv/bin/python" -c 'import moto, ministack' 2>/dev/null; then
    python=$(find_python)
    begun=$SECONDS
    say "peers: making $venv with $("$python" -V) and pip (once, about half a minute) ..."
    rm -rf "$venv"
    "$python" -m venv "$venv" || fail "$python could not make a virtual environment in $venv: see its message above."
    "$venv/bin/python" -m pip install --quiet --disable-pip-version-check --no-deps --requirement "$requirements" >&2 \
      || fail "pip could not install the packages that $requirements pins: see its message above, mend that, then run this again."
    printf '%s\n' "$wanted" >"$stamp"
    say "peers: made in $((SECONDS - begun)) s."
  fi
  exec 9>&-
}

started=()
localstack_port=
beside=
stop() {
  local pid
  [[ -z $beside ]] || pkill -P "$beside" 2>/dev/null || true
  for pid in ${started[@]+"${started[@]}"}; do
    kill "$pid" 2>/dev/null || true
  done
  for pid in ${started[@]+"${started[@]}"}; do
    wait "$pid" 2>/dev/null || true
  done
  if [[ -n $localstack_port ]]; then
    PORT=$localstack_port "$here/../host/run.sh" stop || true
    rm -rf "${AZDRILL_LOCALSTACK_HOME:-$HOME/.cache/azdrill/localstack}/$localstack_port" # its state; no other run has this port
  fi
}
trap stop EXIT
trap 'exit 130' INT TERM

free_port() { # of the kernel's choice
  "$venv/bin/python" -c '
import socket
with socket.socket() as s:
    s.bind(("127.0.0.1", 0))
    print(s.getsockname()[1])'
}

await() { # <name> <pid> <url>: until it answers
  local begun=$SECONDS
  until NO_PROXY='*' no_proxy='*' curl --silent --fail --output /dev/null --max-time 3 "$3" 2>/dev/null; do
    if ! kill -0 "$2" 2>/dev/null; then
      tail -n 20 "$logs/$1.log" >&2
      fail "$1 ended before it was ready: the end of its log ($logs/$1.log) is above."
    fi
    ((SECONDS - begun < 60)) || fail "$1 was not ready within 60 s: see $logs/$1.log."
    sleep 0.5
  done
}

url= # of the subject that start_<subject> has seen to
start_moto() {
  local port
  port=$(free_port)
  "$venv/bin/moto_server" -H 127.0.0.1 -p "$port" >"$logs/moto.log" 2>&1 </dev/null &
  started+=("$!")
  url=http://127.0.0.1:$port
  await moto "$!" "$url/moto-api/data.json"
}
start_ministack() {
  local port
  port=$(free_port)
  # Without BIND_HOST it listens everywhere; with Docker it would pull and start a container for each database.
  (cd "$home" && DOCKER_HOST=unix:///nonexistent BIND_HOST=127.0.0.1 GATEWAY_PORT=$port exec "$venv/bin/ministack") >"$logs/ministack.log" 2>&1 </dev/null &
  started+=("$!")
  url=http://127.0.0.1:$port
  await ministack "$!" "$url/_ministack/health"
}
start_localstack() { # once for both
  if [[ -z ${AZDRILL_LOCALSTACK_ENDPOINT:-} ]]; then
    localstack_port=$(free_port)
    PORT=$localstack_port "$here/../host/run.sh" start
    AZDRILL_LOCALSTACK_ENDPOINT=http://127.0.0.1:$localstack_port
  fi
  url=$AZDRILL_LOCALSTACK_ENDPOINT
}

make_venv
cd "$root"
say "peers: compiling ..."
"${mvn[@]}" -q -B -ntp -Derror-prone.skip test-compile

begun=$SECONDS
run() { # <subject> <url>: its exit code lies beside its log
  local code=0
  rm -f "$logs/$1.txt"
  "${mvn[@]}" -q -B -ntp surefire:test -Dsurefire.reportNameSuffix="$1" \
    -Dazdrill.contract.subject="$1" -Dazdrill.contract.url="$2" >"$logs/$1.run" 2>&1 || code=$?
  printf '%s\n' "$code" >"$logs/$1.code"
  say "peers: $1 done after $((SECONDS - begun)) s."
}

# The completed LocalStack mostly waits for a clock: the others run beside it, but for the bare one, which is the same.
wanted() { [[ " ${subjects[*]} " == *" $1 "* ]]; }
if wanted localstack-completed; then
  start_localstack
  run localstack-completed "$url" &
  beside=$!
fi
for subject in simulator moto ministack; do
  if wanted "$subject"; then
    url=
    [[ $subject == simulator ]] || "start_$subject"
    run "$subject" "$url"
  fi
done
[[ -z $beside ]] || wait "$beside"
beside=
if wanted localstack; then
  start_localstack
  run localstack "$url"
fi

red=()
printf '\n%-22s %-6s %s\n' subject "" "what came of the sentences"
for subject in "${subjects[@]}"; do
  mark=green
  if [[ $(<"$logs/$subject.code") != 0 ]]; then
    mark=RED
    red+=("$subject")
  fi
  count="no result: see target/contract/$subject.run"
  [[ ! -f $logs/$subject.txt ]] || count=$(head -n 1 "$logs/$subject.txt")
  printf '%-22s %-6s %s\n' "$subject" "$mark" "$count"
done
printf '%s\n' "in $((SECONDS - begun)) s; each sentence: target/contract/<subject>.txt"

if ((${#red[@]})); then
  for subject in "${red[@]}"; do
    say ""
    say "red on $subject:"
    if ! grep -s '^FAILED' "$logs/$subject.txt" >&2; then
      tail -n 40 "$logs/$subject.run" >&2
    fi
  done
  exit 1
fi
