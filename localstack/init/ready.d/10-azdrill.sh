#!/bin/sh
# Runs inside LocalStack once it is ready. Looks whether it has what azdrill builds on, two available zones and the
# alias of a machine image, and leaves what it found in the SSM parameter /azdrill/ready:
#
#   aws ssm get-parameter --name /azdrill/ready
#
# Running it again changes nothing. It also makes EC2 load its catalogues, so that azdrill's first call need not wait for that.
# AZDRILL_REGION is the region to look at (eu-west-2).
set -eu

for python in python /opt/localstack/bin/python /opt/code/localstack/.venv/bin/python python3; do
  if "$python" -c 'import boto3' 2>/dev/null; then exec "$python" - <<'PYTHON'
import os
import sys

import boto3

ALIAS = "/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64"
MARKER = "/azdrill/ready"

region = os.environ.get("AZDRILL_REGION") or "eu-west-2"
port = os.environ.get("GATEWAY_LISTEN", "").split(",")[0].rpartition(":")[2] or "4566"


def client(service):
    return boto3.client(
        service,
        region_name=region,
        endpoint_url=f"http://127.0.0.1:{port}",
        aws_access_key_id="test",
        aws_secret_access_key="test",
    )


ec2, ssm = client("ec2"), client("ssm")
zones = sorted(
    zone["ZoneName"]
    for zone in ec2.describe_availability_zones()["AvailabilityZones"]
    if zone["State"] == "available"
)
if len(zones) < 2:
    sys.exit(f"azdrill: {region} has {len(zones)} available zones in this LocalStack; two are needed.")
try:
    image = ssm.get_parameter(Name=ALIAS)["Parameter"]["Value"]
except ssm.exceptions.ParameterNotFound:
    sys.exit(f"azdrill: SSM in this LocalStack does not know {ALIAS}.")

found = f"{','.join(zones)} {image}"
try:
    known = ssm.get_parameter(Name=MARKER)["Parameter"]["Value"]
except ssm.exceptions.ParameterNotFound:
    known = None
if known != found:
    ssm.put_parameter(Name=MARKER, Value=found, Type="String", Overwrite=True)
print(f"azdrill: {region} has the zones {', '.join(zones)}, and the image {image}.", flush=True)
PYTHON
  fi
done
echo "azdrill: no Python with boto3 was found in this LocalStack." >&2
exit 1
