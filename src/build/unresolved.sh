#!/usr/bin/env bash
# Says in one sentence that a build failed because it could not fetch something. Usage: unresolved.sh LOG
set -uo pipefail
log=$1
export LC_ALL=C
grep -q 'BUILD SUCCESS' "$log" && exit 0

what=$(grep -oE 'Cannot access [^ ]+ \([^)]*\) in offline mode|in offline mode|Could not transfer [^:]*:[^ ]*|Could not resolve dependencies|could not be resolved|Plugin [^ ]+ or one of its dependencies' "$log" | head -1)
[[ -n $what ]] || exit 0
missing=$(grep -oE '(artifact|plugin|descriptor for|POM|transfer artifact) +[A-Za-z0-9_.-]+:[A-Za-z0-9_.-]+(:[A-Za-z0-9_.-]+)+' "$log" | head -1 | sed 's/.* //')
if grep -qE 'in offline mode|offline' "$log"; then
  why='Maven runs offline, and its local repository does not have all that the build needs'
else
  why='Maven could not fetch all that the build needs'
fi
printf '\nazdrill: %s (the first: %s). The first build needs a network, or a mirror of Maven Central in ~/.m2/settings.xml; later ones do not.\n' \
  "$why" "${missing:-see above}" >&2
