#!/usr/bin/env bash
# Shows that the outcome of the tests does not depend on how busy the machine is: runs them again and again while
# busy loops take every processor, and once the contract on a JVM that only interprets. Prints how many runs were green,
# and the failing tests of each that was not. Exit code 1 unless all were green, 2 when nothing could be run.
#
# Usage: src/build/stability.sh
#
# Environment:
#   N       how many runs under load                                                        (10)
#   TESTS   only these test classes, e.g. '*ContractTest'                                   (all of mvn verify)
#   INTERPRETED  no: without the contract on a JVM that only interprets                     (yes)
#   LOAD    how many busy loops                                                             (as many as processors)
#   MVN     how Maven is called; it works offline, after one build that was online          (mvn)
#
# The log of each run, and the reports of each that was red, are in target/stability.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

say() { printf '%s\n' "$*"; }
refuse() { say "stability: $*" >&2; exit 2; }

runs=${N:-10}
tests=${TESTS:-}
load=${LOAD:-$(getconf _NPROCESSORS_ONLN)}
interpreted=${INTERPRETED:-yes}
[[ $interpreted =~ ^(yes|no)$ ]] || refuse "expected INTERPRETED to be yes or no, saw '$interpreted'."
[[ $runs =~ ^[1-9][0-9]*$ ]] || refuse "expected N to be a number of runs from 1, saw '$runs'."
[[ $load =~ ^[0-9]+$ ]] || refuse "expected LOAD to be a number of busy loops, saw '$load'."
read -r -a mvn <<<"${MVN:-mvn}"
mvn+=(-o -B)
logs=target/stability

loops=()
maven=
end() {
  trap '' INT TERM HUP # once is enough
  ((${#loops[@]})) && kill "${loops[@]}" 2>/dev/null
  [[ -n $maven ]] && kill "$maven" 2>/dev/null
  wait 2>/dev/null
}
trap end EXIT
trap 'exit 130' INT
trap 'exit 143' TERM
trap 'exit 129' HUP

# A loop looks for this script now and then: it ends with it even where no trap runs (kill -9).
busy() {
  local script=$1 i
  while kill -0 "$script" 2>/dev/null; do
    for ((i = 0; i < 200000; i++)); do :; done
  done
}

start_load() {
  local n
  for ((n = 0; n < load; n++)); do
    busy $$ &
    loops+=($!)
  done
}

stop_load() {
  ((${#loops[@]})) && kill "${loops[@]}" 2>/dev/null && wait "${loops[@]}" 2>/dev/null
  loops=()
}

# Names the tests that failed, from the reports; where none did, what Maven says.
failing() {
  local log=$1 names
  names=$(src/build/failures.sh)
  if [[ -n $names ]]; then say "$names"; else grep -m 5 -F '[ERROR]' "$log" | sed 's/^/    /'; fi
}

green=0
all=0
# NAME MAVEN-ARGUMENT...: one run.
run() {
  local name=$1 log began=$SECONDS status
  shift
  log=$logs/$name.log
  rm -rf target/surefire-reports target/failsafe-reports
  "${mvn[@]}" "$@" >"$log" 2>&1 &
  maven=$!
  wait "$maven"
  status=$?
  maven=
  all=$((all + 1))
  if ((status == 0)); then
    green=$((green + 1))
    say "$name: green in $((SECONDS - began)) s"
  else
    say "$name: RED in $((SECONDS - began)) s, see $log"
    failing "$log"
    mkdir -p "$logs/$name"
    cp -r target/surefire-reports target/failsafe-reports "$logs/$name" 2>/dev/null
  fi
}

rm -rf "$logs"
mkdir -p "$logs" || refuse "cannot write to $logs."
if [[ -n $tests ]]; then
  goals=(test -Derror-prone.skip -Dtest="$tests")
  say "$tests, $runs times with $load busy loops on $(getconf _NPROCESSORS_ONLN) processors"
else
  goals=(verify -Derror-prone.skip)
  say "mvn verify, $runs times with $load busy loops on $(getconf _NPROCESSORS_ONLN) processors"
fi

# What is not up to date is built first, alone: the runs are about tests.
"${mvn[@]}" -q -Derror-prone.skip test-compile >"$logs/build.log" 2>&1 || {
  sed 's/^/  /' "$logs/build.log" >&2
  refuse "the build is broken: nothing was tested."
}
start_load
for ((n = 1; n <= runs; n++)); do
  run "run-$n" "${goals[@]}"
done
stop_load
# Not the faults' own contract: it is all in virtual time, and takes minutes when it is interpreted.
[[ $interpreted == no ]] || run interpreted test -Derror-prone.skip -Dtest='*ContractTest,!FaultContractTest' -Dtests.jvm=-Xint

say "$green of $all green"
((green == all))
