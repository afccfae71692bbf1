#!/usr/bin/env bash
# Measures `azdrill serve` against MiniStack and Moto with the same raw requests: see ServeBench.java.
#
# Usage: localstack/peers/serve-bench.sh CLASSPATH JAR LAUNCHER
#
# Environment:
#   AZDRILL_PYTHON   the Python to use, 3.12 or newer   (looked for)
#
# The others come from PyPI, pinned in requirements.txt, into a virtual environment below target/ that is made once.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(cd "$here/../.." && pwd)
venv=$root/target/peers-bench/venv
stamp=$venv/.azdrill-complete
unset PYTHONPATH PYTHONHOME # they would mix other packages in

find_python() {
  local candidate
  for candidate in ${AZDRILL_PYTHON:-} python3.13 python3.12 \
    "${PYENV_ROOT:-$HOME/.pyenv}"/versions/3.13*/bin/python3 "${PYENV_ROOT:-$HOME/.pyenv}"/versions/3.12*/bin/python3 python3; do
    if "$candidate" -c 'import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 12))' 2>/dev/null; then
      printf '%s\n' "$candidate"
      return
    fi
  done
  echo "bench-serve: no Python 3.12 or newer with the venv module was found: set AZDRILL_PYTHON." >&2
  exit 1
}

if [[ ! -f $stamp ]] || ! cmp -s "$here/requirements.txt" "$stamp"; then
  rm -rf "$venv"
  python=$(find_python)
  "$python" -m venv "$venv"
  "$venv/bin/python" -m pip install --quiet --disable-pip-version-check --no-deps --requirement "$here/requirements.txt"
  cp "$here/requirements.txt" "$stamp"
fi

cd "$root"
NO_PROXY='*' no_proxy='*' exec java -cp "$1" dev.azdrill.bench.ServeBench "$2" "$3" "$venv/bin" "$here/provision.py"
