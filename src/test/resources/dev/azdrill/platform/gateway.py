"""An architecture through the gateway with boto3: made, broken behind its back, mended, deleted.

Usage: gateway.py GATEWAY UPSTREAM TIME, three URLs. Time is virtual: TIME/now tells it in seconds,
TIME/step lets it pass until something changes. Ends with exit code 0 when all went as it should.
"""

import copy
import sys
import urllib.request
from datetime import datetime, timedelta, timezone

import boto3
import botocore.session
from botocore.config import Config

GATEWAY, UPSTREAM, TIME = sys.argv[1:]
STEPS_MAX = 2000

# A machine that has much else to do is waited for; nothing is sent twice.
PATIENT = Config(connect_timeout=3600, read_timeout=3600, retries={"total_max_attempts": 1})


def client(service, url=GATEWAY, session=boto3):
    return session.client(
        service,
        endpoint_url=url,
        region_name="eu-west-2",
        aws_access_key_id="test",
        aws_secret_access_key="test",
        config=PATIENT,
    )


def time(what):
    seconds = float(urllib.request.urlopen(f"{TIME}/{what}").read())
    return datetime.fromtimestamp(seconds, timezone.utc)


ec2 = client("ec2")
groups = client("autoscaling")
balancers = client("elbv2")
databases = client("rds")
firewall = client("wafv2")
cloudwatch = client("cloudwatch")


def until(what, look):
    """Looks at every change until it sees something, and returns it."""
    for _ in range(STEPS_MAX):
        seen = look()
        if seen:
            print(what, flush=True)
            return seen
        time("step")
    raise SystemExit(f"not after {STEPS_MAX} changes, at {time('now')}: {what}")


def equal(what, expected, seen):
    if expected != seen:
        raise SystemExit(f"{what}: expected {expected}, saw {seen}")


def speaking(protocol):
    """A CloudWatch client that speaks this protocol, whichever this boto3 would choose."""
    session = botocore.session.get_session()
    loader = session.get_component("data_loader")
    load = loader.load_service_model

    def changed(service, kind, api_version=None):
        model = load(service, kind, api_version=api_version)
        if kind == "service-2":
            model = copy.deepcopy(model)
            model["metadata"].update(protocol=protocol, protocols=[protocol])
        return model

    loader.load_service_model = changed
    return client("cloudwatch", session=boto3.Session(botocore_session=session))


def metrics(protocol):
    watch = speaking(protocol)
    now = time("now")
    # Large enough to be compressed by clients that compress.
    watch.put_metric_data(
        Namespace=protocol,
        MetricData=[
            {
                "MetricName": f"metric {i}",
                "Timestamp": now,
                "Values": [1.5, 2.5],
                "Counts": [1.0, 3.0],
                "Dimensions": [{"Name": "dimension", "Value": "a long value, so that it adds up"}],
            }
            for i in range(200)
        ],
    )
    pages = watch.get_paginator("list_metrics").paginate(Namespace=protocol)
    equal("metrics", 200, sum(len(page["Metrics"]) for page in pages))
    span = {"StartTime": now - timedelta(hours=1), "EndTime": now + timedelta(hours=1)}
    metric = {
        "Namespace": protocol,
        "MetricName": "metric 7",
        "Dimensions": [{"Name": "dimension", "Value": "a long value, so that it adds up"}],
    }
    points = watch.get_metric_statistics(**metric, **span, Period=60, Statistics=["Sum"])
    equal("statistics", [9.0], [point["Sum"] for point in points["Datapoints"]])
    data = watch.get_metric_data(
        **span,
        MetricDataQueries=[
            {"Id": "q", "MetricStat": {"Metric": metric, "Period": 60, "Stat": "Maximum"}}
        ],
    )
    equal("data", [2.5], data["MetricDataResults"][0]["Values"])
    watch.put_metric_alarm(
        AlarmName=protocol,
        **metric,
        Statistic="Sum",
        Period=60,
        EvaluationPeriods=1,
        Threshold=1.25,
        ComparisonOperator="GreaterThanThreshold",
    )
    watch.set_alarm_state(AlarmName=protocol, StateValue="OK", StateReason="said so")
    alarm = watch.describe_alarms(AlarmNames=[protocol])["MetricAlarms"][0]
    equal("alarm", (1.25, "OK"), (alarm["Threshold"], alarm["StateValue"]))
    equal("time", now, alarm["StateUpdatedTimestamp"])
    watch.delete_alarms(AlarmNames=[protocol])
    try:
        watch.set_alarm_state(AlarmName=protocol, StateValue="OK", StateReason="it is gone")
        raise SystemExit("an alarm that is gone was set")
    except watch.exceptions.ResourceNotFound as refused:
        equal("code", "ResourceNotFound", refused.response["Error"]["Code"])
    print("CloudWatch speaks", protocol, flush=True)


for each in ("smithy-rpc-v2-cbor", "json", "query"):
    metrics(each)

# The ground, which the upstream keeps.
vpc = ec2.create_vpc(CidrBlock="10.7.0.0/16")["Vpc"]["VpcId"]
gateway = ec2.create_internet_gateway()["InternetGateway"]["InternetGatewayId"]
ec2.attach_internet_gateway(InternetGatewayId=gateway, VpcId=vpc)
subnets = [
    ec2.create_subnet(VpcId=vpc, CidrBlock=cidr, AvailabilityZone=zone)["Subnet"]["SubnetId"]
    for cidr, zone in (("10.7.0.0/24", "eu-west-2a"), ("10.7.1.0/24", "eu-west-2b"))
]
routes = ec2.create_route_table(VpcId=vpc)["RouteTable"]["RouteTableId"]
ec2.create_route(RouteTableId=routes, DestinationCidrBlock="0.0.0.0/0", GatewayId=gateway)
associations = [
    ec2.associate_route_table(RouteTableId=routes, SubnetId=subnet)["AssociationId"]
    for subnet in subnets
]
security = ec2.create_security_group(GroupName="web", Description="web", VpcId=vpc)["GroupId"]
ec2.authorize_security_group_ingress(
    GroupId=security,
    IpPermissions=[
        {"IpProtocol": "tcp", "FromPort": 80, "ToPort": 80, "IpRanges": [{"CidrIp": "0.0.0.0/0"}]}
    ],
)
image = client("ssm").get_parameter(
    Name="/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64"
)["Parameter"]["Value"]
template = ec2.create_launch_template(
    LaunchTemplateName="web",
    LaunchTemplateData={
        "ImageId": image,
        "InstanceType": "t3.micro",
        "SecurityGroupIds": [security],
    },
)["LaunchTemplate"]["LaunchTemplateId"]
print("the upstream has the network", flush=True)

# What azdrill completes, on that ground.
targets = balancers.create_target_group(
    Name="web", Protocol="HTTP", Port=80, VpcId=vpc, HealthCheckIntervalSeconds=10
)["TargetGroups"][0]["TargetGroupArn"]
door = balancers.create_load_balancer(Name="web", Subnets=subnets, SecurityGroups=[security])
door = door["LoadBalancers"][0]["LoadBalancerArn"]
balancers.create_listener(
    LoadBalancerArn=door,
    Protocol="HTTP",
    Port=80,
    DefaultActions=[{"Type": "forward", "TargetGroupArn": targets}],
)
groups.create_auto_scaling_group(
    AutoScalingGroupName="web",
    LaunchTemplate={"LaunchTemplateId": template, "Version": "$Latest"},
    MinSize=2,
    MaxSize=4,
    VPCZoneIdentifier=",".join(subnets),
    TargetGroupARNs=[targets],
    HealthCheckType="ELB",
    HealthCheckGracePeriod=60,
)
databases.create_db_subnet_group(
    DBSubnetGroupName="web", DBSubnetGroupDescription="web", SubnetIds=subnets
)
databases.create_db_instance(
    DBInstanceIdentifier="web",
    Engine="postgres",
    EngineVersion="",
    DBInstanceClass="db.t3.micro",
    AllocatedStorage=20,
    MasterUsername="master",
    MasterUserPassword="notverysecret",
    MultiAZ=True,
    DBSubnetGroupName="web",
)
visible = {
    "SampledRequestsEnabled": True,
    "CloudWatchMetricsEnabled": True,
    "MetricName": "web",
}
acl = firewall.create_web_acl(
    Name="web", Scope="REGIONAL", DefaultAction={"Allow": {}}, VisibilityConfig=visible, Rules=[]
)["Summary"]


def healthy():
    described = balancers.describe_target_health(TargetGroupArn=targets)
    return {
        each["Target"]["Id"]
        for each in described["TargetHealthDescriptions"]
        if each["TargetHealth"]["State"] == "healthy"
    }


def state():
    return balancers.describe_load_balancers(Names=["web"])["LoadBalancers"][0]["State"]["Code"]


until("the load balancer is active", lambda: state() == "active")
firewall.associate_web_acl(WebACLArn=acl["ARN"], ResourceArn=door)
first = until("two targets are healthy", lambda: healthy() if len(healthy()) == 2 else None)
lost = min(first)
client("ec2", UPSTREAM).terminate_instances(InstanceIds=[lost])
until(
    "the instance that was lost behind the gateway's back is replaced",
    lambda: len(healthy() - {lost}) == 2,
)


def database():
    return databases.describe_db_instances(DBInstanceIdentifier="web")["DBInstances"][0]


until("the database is available", lambda: database()["DBInstanceStatus"] == "available")
zones = {database()["AvailabilityZone"], database()["SecondaryAvailabilityZone"]}
equal("zones", {"eu-west-2a", "eu-west-2b"}, zones)

presigned = groups.generate_presigned_url("describe_auto_scaling_groups")
equal("presigned", True, b"<AutoScalingGroupName>web<" in urllib.request.urlopen(presigned).read())
presigned = ec2.generate_presigned_url("describe_vpcs")
equal("presigned", True, vpc.encode() in urllib.request.urlopen(presigned).read())
print("what is signed in advance is answered", flush=True)

# Back to nothing.
firewall.disassociate_web_acl(ResourceArn=door)
found = firewall.get_web_acl(Name="web", Scope="REGIONAL", Id=acl["Id"])
firewall.delete_web_acl(
    Name="web", Scope="REGIONAL", Id=acl["Id"], LockToken=found["LockToken"]
)
groups.delete_auto_scaling_group(AutoScalingGroupName="web", ForceDelete=True)
balancers.delete_load_balancer(LoadBalancerArn=door)
databases.delete_db_instance(DBInstanceIdentifier="web", SkipFinalSnapshot=True)
until(
    "the group is gone", lambda: not groups.describe_auto_scaling_groups()["AutoScalingGroups"]
)
balancers.delete_target_group(TargetGroupArn=targets)
until("the database is gone", lambda: not databases.describe_db_instances()["DBInstances"])
databases.delete_db_subnet_group(DBSubnetGroupName="web")
until(
    "the network interfaces are gone",
    lambda: not ec2.describe_network_interfaces()["NetworkInterfaces"],
)
ec2.delete_launch_template(LaunchTemplateId=template)
for each in associations:
    ec2.disassociate_route_table(AssociationId=each)
ec2.delete_route_table(RouteTableId=routes)
for each in subnets:
    ec2.delete_subnet(SubnetId=each)
ec2.delete_security_group(GroupId=security)
ec2.detach_internet_gateway(InternetGatewayId=gateway, VpcId=vpc)
ec2.delete_internet_gateway(InternetGatewayId=gateway)
ec2.delete_vpc(VpcId=vpc)
equal("load balancers", [], balancers.describe_load_balancers()["LoadBalancers"])
equal("alarms", [], cloudwatch.describe_alarms()["MetricAlarms"])
equal("web ACLs", [], firewall.list_web_acls(Scope="REGIONAL")["WebACLs"])
print("nothing is left", flush=True)
