#!/usr/bin/env bash
# A Docker daemon for machines on which none runs, such as sandboxes and CI runners.
#
# Usage: localstack/image/daemon.sh start|stop|status|--help
#
#   start    leaves a daemon that answers alone; else starts one in the background and waits until it answers
#   stop     stops the one that `start` started
#   status   says whether a daemon answers
#
# Exit code 0: a daemon answers (stop: none of ours runs any more). 1: it does not, and one sentence says why.
#
# A daemon started from here publishes ports on 127.0.0.1 unless a container asks for another address.
# Its log and process id are in ${TMPDIR:-/tmp}/azdrill-dockerd. Where dockerd is missing and you are root,
# it is installed with apt-get from the sources of this machine.
set -euo pipefail

work=${TMPDIR:-/tmp}/azdrill-dockerd
log=$work/log
pid_file=$work/pid

say() { printf 'localstack/image: %s\n' "$*" >&2; }
fail() { say "$*"; exit 1; }
usage() { sed -n '2,/^set -/{/^set -/d;s/^# \{0,1\}//;p}' "${BASH_SOURCE[0]}"; }

answer=
answers() { answer=$(timeout 10 docker version --format '{{.Server.Version}}' 2>&1); }

running() { # prints the process id of the daemon that was started from here
  local pid
  [[ -f $pid_file ]] || return 1
  pid=$(<"$pid_file")
  [[ $pid =~ ^[0-9]+$ ]] && kill -0 "$pid" 2>/dev/null && [[ $(ps -o comm= -p "$pid" 2>/dev/null) == dockerd ]] \
    && printf '%s\n' "$pid"
}

install_docker() {
  ((EUID == 0)) || fail "Docker is not installed: install it, or run this as root on Debian or Ubuntu."
  command -v apt-get >/dev/null || fail "Docker is not installed and there is no apt-get here: install Docker, then run this again."
  say "installing docker.io with apt-get ..."
  export DEBIAN_FRONTEND=noninteractive
  { apt-get update -qq && apt-get install -y -qq --no-install-recommends docker.io iptables procps; } >&2 \
    || fail "apt-get could not install docker.io: see its message above, or install Docker another way."
  # Newer releases of Debian have the client in a package of its own.
  command -v docker >/dev/null || apt-get install -y -qq --no-install-recommends docker-cli >&2 \
    || fail "apt-get could not install docker-cli: see its message above, or install Docker another way."
}

start() {
  local pid begun
  command -v docker >/dev/null || install_docker
  if answers; then
    say "a Docker daemon answers (version $answer); left alone."
    return
  fi
  if [[ $answer == *"permission denied"* ]]; then
    fail "a Docker daemon runs, but you may not use it: run this as root or join the group docker."
  fi
  if [[ -n ${DOCKER_HOST:-} && $DOCKER_HOST != unix:///var/run/docker.sock && $DOCKER_HOST != unix:///run/docker.sock ]]; then
    fail "no Docker daemon answers at DOCKER_HOST=$DOCKER_HOST: start that one, or unset DOCKER_HOST."
  fi
  ((EUID == 0)) || fail "no Docker daemon answers and only root can start one: start Docker, or run this as root."
  command -v dockerd >/dev/null || install_docker
  mkdir -p "$work"
  begun=$SECONDS
  say "starting dockerd; log in $log ..."
  # A daemon that was killed leaves its process id behind, and another process may have that number by now.
  if [[ -f /var/run/docker.pid && $(ps -o comm= -p "$(</var/run/docker.pid)" 2>/dev/null) != dockerd ]]; then
    rm -f /var/run/docker.pid
  fi
  setsid nohup dockerd --ip 127.0.0.1 >"$log" 2>&1 </dev/null &
  pid=$!
  printf '%s\n' "$pid" >"$pid_file"
  until answers; do
    if ! kill -0 "$pid" 2>/dev/null; then
      tail -n 15 "$log" >&2
      rm -f "$pid_file"
      fail "dockerd ended at once: the end of its log is above; this machine may not allow containers (localstack/host/run.sh needs none)."
    fi
    if ((SECONDS - begun >= 30)); then
      tail -n 15 "$log" >&2
      kill "$pid" 2>/dev/null || true
      rm -f "$pid_file"
      fail "dockerd did not answer within 30 s and was stopped: the end of its log is above."
    fi
    sleep 0.3
  done
  say "a Docker daemon answers (version $answer, process $pid)."
}

stop() {
  local pid
  if ! pid=$(running); then
    rm -f "$pid_file"
    if answers; then
      fail "the Docker daemon that answers was not started from here: stop it where it was started."
    fi
    say "no Docker daemon from here is running."
    return
  fi
  kill "$pid"
  for ((i = 0; i < 150; i++)); do
    kill -0 "$pid" 2>/dev/null || break
    sleep 0.1
  done
  if kill -0 "$pid" 2>/dev/null; then
    fail "dockerd (process $pid) did not end within 15 s: look at $log."
  fi
  rm -f "$pid_file"
  say "dockerd stopped."
}

status() {
  command -v docker >/dev/null || fail "Docker is not installed: \`localstack/image/daemon.sh start\` installs and starts it as root."
  if ! answers; then
    if [[ $answer == *"permission denied"* ]]; then
      fail "a Docker daemon runs, but you may not use it: run this as root or join the group docker."
    fi
    fail "no Docker daemon answers: \`localstack/image/daemon.sh start\` starts one as root."
  fi
  local pid
  if pid=$(running); then say "a Docker daemon answers (version $answer, process $pid, started from here)."
  else say "a Docker daemon answers (version $answer)."; fi
}

case ${1:-} in
  start) start ;;
  stop) stop ;;
  status) status ;;
  -h | --help | help) usage ;;
  '') usage >&2; exit 1 ;;
  *) usage >&2; fail "'$1' is not one of start, stop, status." ;;
esac
