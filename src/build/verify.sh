#!/usr/bin/env bash
# mvn verify, and where its time went. Usage: src/build/verify.sh [MAVEN ARGUMENT...]; MVN is how Maven is called.
# What is missing on this machine, or on the way to a Maven repository, is said in one sentence. Exit code: Maven's; 2 when
# it could not even start.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
read -r -a mvn <<<"${MVN:-mvn}"

src/build/tools.sh "${mvn[0]}" || exit 2
mkdir -p target
rm -rf target/surefire-reports target/failsafe-reports # those of an earlier build are not this one's
"${mvn[@]}" -Dorg.slf4j.simpleLogger.showDateTime=true -Dorg.slf4j.simpleLogger.dateTimeFormat=HH:mm:ss.SSS \
  verify "$@" 2>&1 | tee target/verify.log
status=$?
src/build/timings.sh
src/build/unresolved.sh target/verify.log
if ((status != 0)); then
  # Last, so that the end of a log that was cut shows it.
  failed=$(src/build/failures.sh)
  if [[ -n $failed ]]; then
    printf '\nThe build failed. Its tests that failed:\n%s\n' "$failed"
  else
    printf '\nThe build failed; no test did.\n'
  fi
  # A warning of it fails the build, too, and its step is far above the end of the log.
  if [[ -s target/error-prone/findings ]]; then
    printf 'Error Prone found:\n'
    grep -E ': (error|warning): ' target/error-prone/findings | head -20
  fi
  order=$(grep -rhoE 'order\.random\.seed" value="[0-9]+' target/surefire-reports 2>/dev/null | head -1 | grep -oE '[0-9]+$')
  [[ -z $order ]] || printf 'Their order was random; -Dazdrill.order=%s gives the same again.\n' "$order"
  grep -F '[ERROR]' target/verify.log | tail -5
fi
exit "$status"
