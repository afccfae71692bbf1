#!/usr/bin/env bash
# Installs azdrill: its jar, a launcher, and an archive of the classes that `azdrill serve` loads until its first reply.
#
# Usage: src/launcher/install.sh JAR FOLDER
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
jar=$1
mkdir -p "$2"
folder=$(cd "$2" && pwd)
java=${JAVA_HOME:+$JAVA_HOME/bin/}java

cp "$jar" "$folder/azdrill.jar"
install -m 755 "$here/azdrill" "$folder/azdrill"
rm -f "$folder/azdrill.jsa"

# The archive is written when the server that was started for it ends.
log=$folder/install.log
"$java" -XX:ArchiveClassesAtExit="$folder/azdrill.jsa" -XX:+UseSerialGC -jar "$folder/azdrill.jar" serve --port 0 >"$log" 2>&1 &
server=$!
trap 'kill "$server" 2>/dev/null || true' EXIT
for _ in $(seq 600); do
  url=$(sed -n 's/.* serves .* at \(http[^ ]*\).*/\1/p' "$log")
  [[ -z $url ]] || break
  kill -0 "$server" 2>/dev/null || { cat "$log" >&2; exit 1; }
  sleep 0.1
done
scope='AWS4-HMAC-SHA256 Credential=test/20260105/eu-west-2/%s/aws4_request, SignedHeaders=host, Signature=0'
for call in ec2/DescribeInstances ec2/DescribeVpcs ec2/DescribeSubnets autoscaling/DescribeAutoScalingGroups \
  elasticloadbalancing/DescribeLoadBalancers rds/DescribeDBInstances sts/GetCallerIdentity; do
  # shellcheck disable=SC2059
  curl --noproxy '*' -sS -o /dev/null -H "Authorization: $(printf "$scope" "${call%/*}")" -d "Action=${call#*/}" "$url"
done
kill "$server"
wait "$server" 2>/dev/null || true
trap - EXIT
rm -f "$log"
if [[ -f $folder/azdrill.jsa ]]; then
  echo "installed: $folder/azdrill"
else
  echo "installed: $folder/azdrill, without an archive of classes: this Java ($java) makes none"
fi
