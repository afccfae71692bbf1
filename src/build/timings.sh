#!/usr/bin/env bash
# Where the time of the last build went: its steps, if `make verify` ran it, and its slowest test classes.
#
# Usage: src/build/timings.sh [HOW MANY CLASSES]        (15)
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
most=${1:-15}
export LC_ALL=C

if [[ -f target/verify.log ]]; then
  awk '
    function seconds(clock, part) { split(clock, part, ":"); return part[1] * 3600 + part[2] * 60 + part[3] }
    function close_step() {
      took = now - began
      if (took < 0) took += 86400 # past midnight
      if (step != "" && took >= 0.5) printf "%9.1f  %s\n", took, step
    }
    BEGIN { printf "\n  seconds  step (from 0.5 s)\n" }
    { gsub(/\033\[[0-9;]*m/, "") }
    $1 ~ /^[0-9][0-9]:[0-9][0-9]:[0-9][0-9][.,][0-9]+$/ {
      now = seconds($1)
      if (first == "") first = now
      if ($2 == "[INFO]" && $3 == "---") { close_step(); step = $4 " " $5; began = now }
      if ($0 ~ /BUILD (SUCCESS|FAILURE)/) { close_step(); step = "" }
    }
    END { all = now - first; if (all < 0) all += 86400; printf "%9.1f  in all\n", all }
  ' target/verify.log
else
  printf '\nThe steps of a build are known when `make verify` ran it.\n'
fi

reports=()
for each in target/surefire-reports/TEST-*.xml target/failsafe-reports/TEST-*.xml; do
  if [[ -f $each ]]; then reports+=("$each"); fi
done
((${#reports[@]})) || { printf 'No test has run yet: there are no reports in target/surefire-reports.\n'; exit 0; }
printf '\n  seconds  tests  class (two run at once, of *IT four)\n'
awk '
  /<testcase / {
    class = FILENAME; sub(/^.*TEST-(dev\.azdrill\.)?/, "", class); sub(/\.xml$/, "", class)
    time = $0; sub(/.* time="/, "", time); sub(/".*/, "", time); gsub(/,/, "", time)
    spent[class] += time; count[class]++; all += time; tests++
  }
  END {
    for (class in spent) printf "%9.1f  %5d  %s\n", spent[class], count[class], class
    printf "%9.1f  %5d  all classes\n", all, tests
  }' "${reports[@]}" | sort -rn | awk -v most="$most" 'NR <= most + 1'
