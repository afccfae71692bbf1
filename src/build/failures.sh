#!/usr/bin/env bash
# Names the tests that failed in the last build, a line each, with what they said: from the reports, so it can be the last thing
# that a log shows. Prints nothing where none failed. Usage: src/build/failures.sh
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
export LC_ALL=C

find target/surefire-reports target/failsafe-reports -name 'TEST-*.xml' 2>/dev/null | sort | xargs -r awk '
  function attribute(name, value) {
    value = $0
    if (!sub(".* " name "=\"", "", value)) return ""
    sub(/".*/, "", value)
    gsub(/&#10;|&#xa;/, " ", value); gsub(/&lt;/, "<", value); gsub(/&gt;/, ">", value)
    gsub(/&quot;|&#34;/, "\"", value); gsub(/&apos;|&#39;/, "\047", value); gsub(/&amp;/, "\\&", value)
    return value
  }
  /<testcase / { test = attribute("classname") "#" attribute("name") }
  /<(failure|error)[ >]/ { print "    " test; said = attribute("message"); if (said != "") print "        " substr(said, 1, 600) }'
