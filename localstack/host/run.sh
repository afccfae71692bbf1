#!/usr/bin/env bash
# LocalStack's open core on this machine, without a container.
#
# Usage: localstack/host/run.sh [start|stop|status|run|--help]
#
#   start    in the background; waits until it is ready and its hooks have run (the default)
#   stop     stops the one that `start` started on this port
#   status   exit code 0 when LocalStack answers on this port, else 1
#   run      in the foreground; Ctrl+C stops it
#
# Environment:
#   PORT                      the port on 127.0.0.1                    (4566)
#   AZDRILL_LOCALSTACK_HOME   where its virtual environment and state go
#                                                  ($HOME/.cache/azdrill/localstack)
#   AZDRILL_PYTHON            the Python to use, 3.12 or newer         (looked for)
#
# The virtual environment is made once, from image/requirements.txt, with pip as it is configured
# on this machine. Nothing else is installed, and nothing listens outside 127.0.0.1.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
requirements=$here/../image/requirements.txt
hooks=$here/../init/ready.d

say() { printf '%s\n' "$*" >&2; }
fail() { say "localstack/host: $*"; exit 1; }
usage() { sed -n '2,/^set -/{/^set -/d;s/^# \{0,1\}//;p}' "${BASH_SOURCE[0]}"; }

port=${PORT:-4566}
if ! [[ $port =~ ^[0-9]{1,5}$ ]] || ((10#$port < 1 || 10#$port > 65535)); then
  fail "PORT=$port is not a port: set a number between 1 and 65535."
fi
port=$((10#$port))
unset PYTHONPATH PYTHONHOME # they would mix other packages in
home=${AZDRILL_LOCALSTACK_HOME:-${HOME:?set HOME or AZDRILL_LOCALSTACK_HOME}/.cache/azdrill/localstack}
mkdir -p "$home" 2>/dev/null && [[ -w $home ]] \
  || fail "$home cannot be written: set AZDRILL_LOCALSTACK_HOME to a folder that can."
home=$(cd "$home" && pwd)

endpoint=http://127.0.0.1:$port
venv=$home/venv
stamp=$venv/.azdrill-complete
root=$home/$port
pid_file=$root/pid
log=$root/log

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
  if ! flock -n 9; then
    say "localstack/host: another run is making the virtual environment; waiting for it ..."
    flock -w 900 9 || fail "another run has held $home/lock for 15 minutes: end that run, then try again."
  fi
  if [[ ! -f $stamp || $(<"$stamp") != "$wanted" ]] || ! "$venv/bin/python" -c 'import localstack' 2>/dev/null; then
    python=$(find_python)
    begun=$SECONDS
    say "localstack/host: making $venv with $("$python" -V) and pip (once, about a minute) ..."
    rm -rf "$venv"
    "$python" -m venv "$venv" || fail "$python could not make a virtual environment in $venv: see its message above."
    "$venv/bin/python" -m pip install --quiet --disable-pip-version-check --no-deps --requirement "$requirements" >&2 \
      || fail "pip could not install the packages that $requirements pins: see its message above, mend that, then run this again."
    printf '%s\n' "$wanted" >"$stamp"
    say "localstack/host: made in $((SECONDS - begun)) s."
  fi
  exec 9>&-
}

answers() { # LocalStack's health, or nothing
  NO_PROXY='*' no_proxy='*' curl --silent --fail --max-time 3 "$endpoint/_localstack/health" 2>/dev/null | grep -q '"services"'
}
ready() {
  NO_PROXY='*' no_proxy='*' curl --silent --fail --max-time 3 "$endpoint/_localstack/init/ready" 2>/dev/null | grep -q '"completed": *true'
}
taken() { (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; }

# The process that `start` left on this port. A number alone proves nothing after a reboot, hence the second look.
running() {
  local pid
  [[ -f $pid_file ]] || return 1
  pid=$(<"$pid_file")
  [[ $pid =~ ^[0-9]+$ ]] && kill -0 "$pid" 2>/dev/null && ps -ww -o args= -p "$pid" 2>/dev/null | grep -q 'localstack\.runtime\.main' \
    && printf '%s\n' "$pid"
}

prepare() {
  make_venv
  mkdir -p "$root/etc/localstack/init"
  rm -rf "$root/etc/localstack/init/ready.d"
  cp -R "$hooks" "$root/etc/localstack/init/ready.d"
  chmod +x "$root"/etc/localstack/init/ready.d/*.sh
  # What a LocalStack needs on a host: no certificate download, no usage events, no DNS server, its files below $root.
  export FILESYSTEM_ROOT=$root SKIP_SSL_CERT_DOWNLOAD=1 DISABLE_EVENTS=1 DNS_ADDRESS=0
  # Its default server, twisted, ignores the address in GATEWAY_LISTEN and listens everywhere; hypercorn heeds it.
  export GATEWAY_LISTEN=127.0.0.1:$port GATEWAY_SERVER=hypercorn
  # Where this machine is itself a container, LocalStack would take it for its own image and look for /etc/localstack.
  export OVERRIDE_IN_DOCKER=0
  export LOCALSTACK_HOST=${LOCALSTACK_HOST:-127.0.0.1:$port}
  export PATH=$venv/bin:$PATH VIRTUAL_ENV=$venv NO_PROXY=${NO_PROXY:+$NO_PROXY,}127.0.0.1,localhost
  export AZDRILL_LOCALSTACK_ENDPOINT=$endpoint
}

case ${1:-start} in
  start)
    if pid=$(running) && ready; then
      say "localstack/host: already running at $endpoint (process $pid)."
      exit 0
    fi
    if answers; then
      say "localstack/host: a LocalStack already answers at $endpoint; left alone."
      exit 0
    fi
    taken && fail "port $port is taken by something that is not LocalStack: end it, or set PORT to a free port."
    prepare
    begun=$SECONDS
    say "localstack/host: starting at $endpoint ..."
    setsid nohup "$venv/bin/python" -m localstack.runtime.main >"$log" 2>&1 </dev/null &
    pid=$!
    printf '%s\n' "$pid" >"$pid_file"
    while ! ready; do
      if ! kill -0 "$pid" 2>/dev/null; then
        tail -n 20 "$log" >&2
        rm -f "$pid_file"
        fail "LocalStack ended before it was ready: the end of its log ($log) is above."
      fi
      if ((SECONDS - begun >= 60)); then
        tail -n 20 "$log" >&2
        kill "$pid" 2>/dev/null || true
        rm -f "$pid_file"
        fail "LocalStack was not ready within 60 s and was stopped: the end of its log ($log) is above."
      fi
      sleep 0.5
    done
    say "localstack/host: ready at $endpoint (process $pid, log $log)."
    ;;
  run)
    if answers; then
      fail "a LocalStack already answers at $endpoint: use it, stop it, or set PORT to a free port."
    fi
    taken && fail "port $port is taken by something that is not LocalStack: end it, or set PORT to a free port."
    prepare
    say "localstack/host: running at $endpoint; Ctrl+C stops it."
    exec "$venv/bin/python" -m localstack.runtime.main
    ;;
  stop)
    if ! pid=$(running); then
      rm -f "$pid_file"
      if answers; then
        fail "the LocalStack at $endpoint was not started by this script: stop it where it was started."
      fi
      say "localstack/host: not running at $endpoint."
      exit 0
    fi
    kill "$pid" 2>/dev/null || true
    for ((i = 0; i < 100; i++)); do
      kill -0 "$pid" 2>/dev/null || break
      sleep 0.1
    done
    if kill -0 "$pid" 2>/dev/null; then
      say "localstack/host: process $pid did not end within 10 s; killed."
      kill -KILL "$pid" 2>/dev/null || true
    fi
    rm -f "$pid_file"
    say "localstack/host: stopped at $endpoint."
    ;;
  status)
    if answers; then
      say "localstack/host: LocalStack answers at $endpoint$(pid=$(running) && printf ' (process %s)' "$pid")."
    else
      say "localstack/host: nothing answers as LocalStack at $endpoint: \`localstack/host/run.sh start\` starts it."
      exit 1
    fi
    ;;
  -h | --help | help) usage ;;
  *) usage >&2; fail "'$1' is not one of start, stop, status, run." ;;
esac
