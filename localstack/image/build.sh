#!/usr/bin/env bash
# An image of LocalStack's open core, built from Debian's and PyPI's packages, for machines that cannot pull one.
#
# Usage: localstack/image/build.sh [--tag NAME] [--force] [--help]
#
#   --tag NAME   the name of the image                       (localstack/localstack:4.14.0)
#   --force      builds although an image has that name
#
# An image of that name that was built from the same inputs is left as it is, and so is one that was not built from
# here: an official image stays. What is needed: root, a Docker daemon (daemon.sh starts one), debootstrap (installed
# with apt-get where missing), about 1.5 GB in ${TMPDIR:-/tmp}, and about two minutes.
#
# Packages come from where this machine gets its own: debootstrap uses the mirror of its apt sources (or
# AZDRILL_DEBIAN_MIRROR), pip its own configuration and certificates. Neither stays in the image.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
tag=localstack/localstack:4.14.0
suite=trixie # its python3 is 3.13; LocalStack needs 3.12 or newer
force=

say() { printf 'localstack/image: %s\n' "$*" >&2; }
fail() { say "$*"; exit 1; }
usage() { sed -n '2,/^set -/{/^set -/d;s/^# \{0,1\}//;p}' "${BASH_SOURCE[0]}"; }

while (($#)); do
  case $1 in
    --tag) [[ -n ${2:-} ]] || fail "--tag needs a name, such as --tag localstack/localstack:4.14.0."; tag=$2; shift ;;
    --tag=?*) tag=${1#--tag=} ;;
    --force) force=yes ;;
    -h | --help) usage; exit ;;
    *) usage >&2; fail "'$1' is not an option of build.sh." ;;
  esac
  shift
done

# --- is there anything to do? -----------------------------------------------------------------------------------------
"$here/daemon.sh" status 2>/dev/null || "$here/daemon.sh" status || exit 1
inputs=$(cd "$here" && sha256sum build.sh requirements.txt docker-entrypoint.sh healthcheck.sh | sha256sum | cut -c1-64)
if docker image inspect "$tag" >/dev/null 2>&1 && [[ -z $force ]]; then
  label() { docker image inspect --format "{{with .Config.Labels}}{{index . \"$1\"}}{{end}}" "$tag"; }
  if [[ $(label dev.azdrill.built-from-packages) != true ]]; then
    say "an image $tag that was not built from here exists; left alone (--force replaces it)."
    exit 0
  fi
  if [[ $(label dev.azdrill.inputs) == "$inputs" ]]; then
    say "$tag exists and was built from the same inputs."
    exit 0
  fi
fi

# --- what is needed ---------------------------------------------------------------------------------------------------
((EUID == 0)) || fail "building needs root, for debootstrap and chroot: run it with sudo."
if ! command -v debootstrap >/dev/null; then
  command -v apt-get >/dev/null || fail "debootstrap is missing and there is no apt-get here: install debootstrap, then run this again."
  say "installing debootstrap with apt-get ..."
  { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends debootstrap debian-archive-keyring; } >&2 \
    || fail "apt-get could not install debootstrap: see its message above."
fi

work=$(mktemp -d "${TMPDIR:-/tmp}/azdrill-image.XXXXXX")
root=$work/rootfs
log=$work/log
clean() {
  local status=$?
  # Nothing below may still be mounted when it is removed.
  awk -v below="$work/" 'index($2, below) == 1 { print $2 }' /proc/mounts | sort -r | while read -r mounted; do
    umount -l "$mounted" || { say "$mounted is still mounted: unmount it, then remove $work."; exit 0; }
  done
  if ! grep -qF " $work/" /proc/mounts; then rm -rf --one-file-system "$work"; fi
  exit "$status"
}
trap clean EXIT
trap 'exit 130' INT TERM

free=$(df --output=avail -k "$work" | tail -n 1)
((free > 1500000)) || fail "$work has only $((free / 1024)) MB free and 1500 are needed: set TMPDIR to a folder with more."

begun=$SECONDS
# Runs one step in a shell of its own, with its output in the log; shows the end of the log when it fails.
step() {
  local from=$SECONDS name=$1 hint=$2 status=0
  shift 2
  say "$name ..."
  set +e
  (set -e; "$@") >>"$log" 2>&1 </dev/null
  status=$?
  set -e
  if ((status != 0)); then
    tail -n 15 "$log" >&2
    fail "$name failed after $((SECONDS - from)) s: the end of its output is above. $hint"
  fi
  say "$name: $((SECONDS - from)) s."
}

# --- Debian -----------------------------------------------------------------------------------------------------------
# The mirror of this machine's apt sources, when they are Debian's; else none, and debootstrap takes its own default.
mirror() {
  if [[ -n ${AZDRILL_DEBIAN_MIRROR:-} ]]; then printf '%s\n' "$AZDRILL_DEBIAN_MIRROR"; return; fi
  command -v apt-get >/dev/null && [[ -f /etc/debian_version ]] || return 0
  # shellcheck disable=SC2016 # $(...) is apt's notation here
  apt-get indextargets --format '$(ORIGIN) $(LABEL) $(REPO_URI)' 'Created-By: Packages' 2>/dev/null \
    | awk '$1 == "Debian" && $2 == "Debian" && !found++ { print $3 }'
}
debian() {
  local from name value
  from=$(mirror)
  for name in http https; do # apt's proxy, where it has one
    value=
    if command -v apt-config >/dev/null; then eval "$(apt-config shell value "Acquire::$name::Proxy")"; fi
    if [[ -n $value && $value != DIRECT ]]; then export "${name}_proxy=$value"; fi
  done
  debootstrap --variant=minbase --include=python3,python3-venv,ca-certificates "$suite" "$root" ${from:+"$from"}
}
step "Debian $suite with python3" "Set AZDRILL_DEBIAN_MIRROR to a Debian mirror that this machine reaches." debian

# --- LocalStack -------------------------------------------------------------------------------------------------------
# pip works in the chroot as it does on this machine: with its configuration, its index, its proxy, its certificates. All
# of it is on loan, in one folder that is removed afterwards.
loan=$root/loan
lend() {
  local name file bundle=
  mkdir -p "$loan/home/.pip" "$loan/home/.config/pip" "$loan/xdg/pip"
  cp --dereference /etc/resolv.conf /etc/hosts "$root/etc/"
  cp "$here/requirements.txt" "$loan/"
  for name in .pip/pip.conf .config/pip/pip.conf; do
    if [[ -f ${HOME:-/root}/$name ]]; then cp "${HOME:-/root}/$name" "$loan/home/$name"; fi
  done
  if [[ -f /etc/xdg/pip/pip.conf ]]; then cp /etc/xdg/pip/pip.conf "$loan/xdg/pip/"; fi
  if [[ -f /etc/pip.conf ]]; then cp /etc/pip.conf "$root/etc/"; fi
  if [[ -f ${PIP_CONFIG_FILE:-} ]]; then cp "$PIP_CONFIG_FILE" "$loan/pip.conf"; fi
  for file in "${PIP_CERT:-}" \
    "$(find "$loan" "$root/etc/pip.conf" -name pip.conf -exec sed -n 's/^ *cert *= *//p' {} + 2>/dev/null | tail -n 1)" \
    "${SSL_CERT_FILE:-}" /etc/ssl/certs/ca-certificates.crt "$root/etc/ssl/certs/ca-certificates.crt"; do
    if [[ -z $bundle && -n $file && -f $file ]]; then bundle=$file; fi
  done
  cp --dereference "$bundle" "$loan/ca.crt"
}
inside() { # runs a command in the chroot, with what pip may know of this machine's environment and nothing else
  local name kept=()
  for name in PIP_INDEX_URL PIP_EXTRA_INDEX_URL PIP_NO_INDEX PIP_TRUSTED_HOST PIP_PROXY PIP_RETRIES PIP_TIMEOUT PIP_DEFAULT_TIMEOUT \
    http_proxy https_proxy no_proxy all_proxy HTTP_PROXY HTTPS_PROXY NO_PROXY ALL_PROXY; do
    if [[ -n ${!name:-} ]]; then kept+=("$name=${!name}"); fi
  done
  if [[ -f $loan/pip.conf ]]; then kept+=(PIP_CONFIG_FILE=/loan/pip.conf); fi
  env -i "${kept[@]}" PIP_CERT=/loan/ca.crt HOME=/loan/home XDG_CONFIG_DIRS=/loan/xdg TMPDIR=/tmp LC_ALL=C.UTF-8 \
    PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin chroot "$root" "$@"
}
packages() {
  lend
  inside python3 -m venv /opt/localstack
  inside /opt/localstack/bin/python -m pip install --disable-pip-version-check --no-cache-dir --no-compile --no-deps \
    --requirement /loan/requirements.txt
}
step "LocalStack and its packages from pip" "pip must be able to install on this machine; its configuration is used as it is." packages

# What a start and a first call load is compiled, and nothing else: that saves each container four seconds and costs 44 MB.
compiled() {
  find "$root" -xdev -type d -name __pycache__ -prune -exec rm -rf {} +
  inside /opt/localstack/bin/python -c '
from compileall import compile_dir
from importlib import import_module
from pathlib import Path

import boto3, dill, localstack

compile_dir(Path(localstack.__path__[0]), quiet=2)
for name in "acm cloudwatch ec2 events iam kms logs s3 ssm sts".split():
    import_module(f"localstack.services.{name}.provider")
for name in "acm ec2 events iam kms logs secretsmanager ssm sts".split():
    import_module(f"moto.{name}.responses")
for name in "main components server.twisted".split():
    import_module(f"localstack.runtime.{name}")
'
}
step "compiling what a start loads" "Do the packages fit together: is requirements.txt as it was?" compiled

# --- what is ours, and without what nobody needs ----------------------------------------------------------------------
furnish() {
  rm -rf "$loan" "$root/etc/pip.conf" "$root/root/.cache" "$root"/tmp/* "$root"/var/tmp/*
  : >"$root/etc/resolv.conf"
  : >"$root/etc/hosts"
  : >"$root/etc/hostname"
  install -m 0755 "$here/docker-entrypoint.sh" "$root/usr/local/bin/docker-entrypoint.sh"
  install -m 0755 "$here/healthcheck.sh" "$root/usr/local/bin/healthcheck.sh"
  mkdir -p "$root"/etc/localstack/init/{boot,start,ready,shutdown}.d "$root/var/lib/localstack" "$root/usr/lib/localstack" "$root/tmp/localstack"
  # By these LocalStack knows that it is in a container, and that it is its community edition.
  touch "$root/usr/lib/localstack/.community-version" "$root/tmp/localstack/.marker"
  # The mirror and the apt settings of this machine are nothing that an image should know.
  rm -rf "$root/etc/apt/sources.list" "$root"/etc/apt/sources.list.d/* "$root"/etc/apt/apt.conf.d/*proxy*
  rm -rf "$root"/var/lib/apt/lists/* "$root"/var/cache/apt/* "$root"/var/cache/debconf/*-old "$root"/var/log/* "$root/debootstrap"
  find "$root/usr/share/doc" "$root/usr/share/man" "$root/usr/share/info" "$root/usr/share/locale" -mindepth 1 -delete
}
step "removing what is not needed" "" furnish

import() {
  tar --create --one-file-system --numeric-owner --sort=name --directory "$root" . | docker import \
    --message "LocalStack's open core, from Debian $suite and PyPI, by azdrill" \
    --change 'LABEL dev.azdrill.built-from-packages=true' \
    --change "LABEL dev.azdrill.inputs=$inputs" \
    --change 'ENV PATH=/opt/localstack/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin' \
    --change 'ENV LANG=C.UTF-8' \
    --change 'ENV PYTHONUNBUFFERED=1' \
    --change 'EXPOSE 4566' \
    --change 'WORKDIR /opt/localstack' \
    --change 'HEALTHCHECK --interval=10s --timeout=5s --start-period=20s --retries=5 CMD ["/usr/local/bin/healthcheck.sh"]' \
    --change 'ENTRYPOINT ["/usr/local/bin/docker-entrypoint.sh"]' \
    - "$tag"
}
step "importing it as $tag" "docker could not import it: is there room where it keeps its images?" import
# The image of ours that had the name before has none now, and nobody needs it.
docker image prune --force --filter label=dev.azdrill.built-from-packages=true >/dev/null || true

say "$tag is there: $(($(docker image inspect --format '{{.Size}}' "$tag") / 1000000)) MB, $((SECONDS - begun)) s."
