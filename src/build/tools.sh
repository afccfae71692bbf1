#!/usr/bin/env bash
# Says in one sentence what a build needs and this machine does not have; exit code 2 then. Usage: tools.sh [MVN]
set -uo pipefail
maven=${1:-mvn}

refuse() { printf 'azdrill: %s\n' "$*" >&2; exit 2; }

if [[ -n ${JAVA_HOME:-} ]]; then
  [[ -x $JAVA_HOME/bin/java ]] \
    || refuse "expected JAVA_HOME to be a JDK 17 or newer, saw '$JAVA_HOME', which has no bin/java: set it to one, or unset it."
  [[ -x $JAVA_HOME/bin/javac ]] \
    || refuse "expected JAVA_HOME to be a JDK 17 or newer, saw '$JAVA_HOME', a runtime without a compiler: set it to a JDK."
elif ! command -v java >/dev/null; then
  refuse "expected a JDK 17 or newer, saw no java on the PATH: install one (Debian, Ubuntu: apt install openjdk-17-jdk-headless), or set JAVA_HOME."
elif ! command -v javac >/dev/null && [[ ! -x $(dirname "$(readlink -f "$(command -v java)")")/javac ]]; then
  refuse "expected a JDK 17 or newer, saw a Java runtime without the compiler javac: install one (Debian, Ubuntu: apt install openjdk-17-jdk-headless), or set JAVA_HOME."
fi
command -v "$maven" >/dev/null \
  || refuse "expected Maven 3.8 or newer, saw no $maven on the PATH: install it (Debian, Ubuntu: apt install maven), or say where it is: make MVN=/path/to/mvn."
