#!/bin/bash
# Starts LocalStack's open core in the image that build.sh makes. The name and the place are those of the official
# image, because Testcontainers calls it there.
set -euo pipefail

# As in the official image, each variable may also come with the prefix LOCALSTACK_.
for name in $(compgen -e LOCALSTACK_ || true); do
  case $name in
    LOCALSTACK_HOST | LOCALSTACK_HOSTNAME | LOCALSTACK_AUTH_TOKEN | LOCALSTACK_API_KEY) ;;
    LOCALSTACK_[A-Z]*) export "${name#LOCALSTACK_}=${!name}" ;;
    *) ;;
  esac
done

export GATEWAY_LISTEN=${GATEWAY_LISTEN:-0.0.0.0:4566}
export SKIP_SSL_CERT_DOWNLOAD=${SKIP_SSL_CERT_DOWNLOAD:-1} DISABLE_EVENTS=${DISABLE_EVENTS:-1} DNS_ADDRESS=${DNS_ADDRESS:-0}
export PATH=/opt/localstack/bin:$PATH VIRTUAL_ENV=/opt/localstack PYTHONUNBUFFERED=1

if [[ -d /etc/localstack/init/boot.d ]]; then
  python -m localstack.runtime.init BOOT
fi
exec python -m localstack.runtime.main
