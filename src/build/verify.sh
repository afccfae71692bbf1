#!/usr/bin/env bash
# mvn verify, and where its time went. Usage: src/build/verify.sh [MAVEN ARGUMENT...]; MVN is how Maven is called.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
read -r -a mvn <<<"${MVN:-mvn}"

mkdir -p target
"${mvn[@]}" -Dorg.slf4j.simpleLogger.showDateTime=true -Dorg.slf4j.simpleLogger.dateTimeFormat=HH:mm:ss.SSS \
  verify "$@" 2>&1 | tee target/verify.log
status=$?
src/build/timings.sh
exit "$status"
