"""Provisions a multi-AZ, three-tier architecture by boto3, and prints how many milliseconds its calls took.

Usage: provision.py URL NAME. Nothing is waited for: only the calls are compared.
"""

import sys
import time

import boto3
from botocore.config import Config

url, name = sys.argv[1:]
zones = ["eu-west-2a", "eu-west-2b"]


def client(service):
    return boto3.client(
        service,
        endpoint_url=url,
        region_name="eu-west-2",
        aws_access_key_id="test",
        aws_secret_access_key="test",
        config=Config(retries={"total_max_attempts": 1}),
    )


ec2, elb, asg, rds = (client(each) for each in ("ec2", "elbv2", "autoscaling", "rds"))
images = ec2.describe_images(Owners=["amazon"])["Images"]

began = time.perf_counter()
vpc = ec2.create_vpc(CidrBlock="10.0.0.0/16")["Vpc"]["VpcId"]
ec2.modify_vpc_attribute(VpcId=vpc, EnableDnsHostnames={"Value": True})
gateway = ec2.create_internet_gateway()["InternetGateway"]["InternetGatewayId"]
ec2.attach_internet_gateway(InternetGatewayId=gateway, VpcId=vpc)


def table(subnets, **target):
    made = ec2.create_route_table(VpcId=vpc)["RouteTable"]["RouteTableId"]
    if target:
        ec2.create_route(RouteTableId=made, DestinationCidrBlock="0.0.0.0/0", **target)
    for subnet in subnets:
        ec2.associate_route_table(RouteTableId=made, SubnetId=subnet)


tiers = {}
for number, tier in enumerate(("public", "private", "database")):
    for index, zone in enumerate(zones):
        subnet = ec2.create_subnet(VpcId=vpc, CidrBlock=f"10.0.{number * 16 + index}.0/24", AvailabilityZone=zone)
        tiers.setdefault(tier, []).append(subnet["Subnet"]["SubnetId"])
table(tiers["public"], GatewayId=gateway)
for public, private in zip(tiers["public"], tiers["private"]):
    address = ec2.allocate_address(Domain="vpc")["AllocationId"]
    nat = ec2.create_nat_gateway(SubnetId=public, AllocationId=address)["NatGateway"]["NatGatewayId"]
    table([private], NatGatewayId=nat)
table(tiers["database"])


def group(tier, port, **source):
    made = ec2.create_security_group(GroupName=f"{name}-{tier}", Description=tier, VpcId=vpc)["GroupId"]
    permission = {"IpProtocol": "tcp", "FromPort": port, "ToPort": port, **source}
    ec2.authorize_security_group_ingress(GroupId=made, IpPermissions=[permission])
    return made


front = group("front", 80, IpRanges=[{"CidrIp": "0.0.0.0/0"}])
application = group("application", 8080, UserIdGroupPairs=[{"GroupId": front}])
database = group("database", 5432, UserIdGroupPairs=[{"GroupId": application}])

balancer = elb.create_load_balancer(Name=name, Subnets=tiers["public"], SecurityGroups=[front])
targets = elb.create_target_group(Name=name, Protocol="HTTP", Port=8080, VpcId=vpc)
targets = targets["TargetGroups"][0]["TargetGroupArn"]
elb.create_listener(
    LoadBalancerArn=balancer["LoadBalancers"][0]["LoadBalancerArn"],
    Protocol="HTTP",
    Port=80,
    DefaultActions=[{"Type": "forward", "TargetGroupArn": targets}],
)
template = ec2.create_launch_template(
    LaunchTemplateName=name,
    LaunchTemplateData={
        "ImageId": images[0]["ImageId"] if images else "ami-12345678",
        "InstanceType": "t3.micro",
        "SecurityGroupIds": [application],
    },
)["LaunchTemplate"]["LaunchTemplateId"]
asg.create_auto_scaling_group(
    AutoScalingGroupName=name,
    LaunchTemplate={"LaunchTemplateId": template, "Version": "1"},
    MinSize=2,
    DesiredCapacity=2,
    MaxSize=4,
    VPCZoneIdentifier=",".join(tiers["private"]),
    TargetGroupARNs=[targets],
)
rds.create_db_subnet_group(DBSubnetGroupName=name, DBSubnetGroupDescription=name, SubnetIds=tiers["database"])
rds.create_db_instance(
    DBInstanceIdentifier=name,
    Engine="postgres",
    DBInstanceClass="db.t3.micro",
    AllocatedStorage=20,
    MultiAZ=True,
    MasterUsername="owner",
    MasterUserPassword="secret-enough",
    DBSubnetGroupName=name,
    VpcSecurityGroupIds=[database],
)
for waited in range(3):
    ec2.describe_instances(Filters=[{"Name": "vpc-id", "Values": [vpc]}])
    elb.describe_target_health(TargetGroupArn=targets)
    asg.describe_auto_scaling_groups(AutoScalingGroupNames=[name])
    rds.describe_db_instances(DBInstanceIdentifier=name)
print((time.perf_counter() - began) * 1000)
