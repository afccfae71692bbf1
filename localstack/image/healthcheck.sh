#!/bin/bash
# Exit code 0 when LocalStack in this container answers; with bash alone, for the image has no curl.
set -euo pipefail
listen=${GATEWAY_LISTEN:-0.0.0.0:4566}
listen=${listen%%,*}
exec 3<>"/dev/tcp/127.0.0.1/${listen##*:}"
printf 'GET /_localstack/health HTTP/1.0\r\nHost: localhost\r\n\r\n' >&3
grep -q '"services"' <&3
