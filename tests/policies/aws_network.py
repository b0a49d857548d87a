"""A production network on AWS with a broker in it, as a program writes it, and ways to change it."""

from typing import Any

from elasticache_cases import GROUP, REPLICATION_GROUP, TOKEN
from program import Program, Ref, text
from security_group_cases import SECURITY_GROUP

VPC, SUBNET = "aws:ec2/vpc:Vpc", "aws:ec2/subnet:Subnet"
ROUTE_TABLE, ROUTE = "aws:ec2/routeTable:RouteTable", "aws:ec2/route:Route"
ASSOCIATION = "aws:ec2/routeTableAssociation:RouteTableAssociation"
GATEWAY, NAT = "aws:ec2/internetGateway:InternetGateway", "aws:ec2/natGateway:NatGateway"
SUBNET_GROUP = "aws:elasticache/subnetGroup:SubnetGroup"
PARAMETER_GROUP = "aws:elasticache/parameterGroup:ParameterGroup"
TASK = "aws:ecs/taskDefinition:TaskDefinition"
WORLD = "0.0.0.0/0"
URL = (f"rediss://:{TOKEN['value']}@", Ref("cache", "primaryEndpointAddress"), ":6379/0?ssl_cert_reqs=required")


def subnet(number: int, **more: Any) -> tuple[str, dict[str, Any]]:
    return SUBNET, {"vpcId": Ref("vpc"), "cidrBlock": f"10.0.{number}.0/24", **more}


def table(*routes: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    return ROUTE_TABLE, {"vpcId": Ref("vpc"), "routes": list(routes)}


def association(of: str, to: str) -> tuple[str, dict[str, Any]]:
    return ASSOCIATION, {"subnetId": Ref(of), "routeTableId": Ref(to)}


def opening(port: int, **sources: Any) -> tuple[str, dict[str, Any]]:
    ingress = {"protocol": "tcp", "fromPort": port, "toPort": port, **sources}
    return SECURITY_GROUP, {"vpcId": Ref("vpc"), "ingress": [ingress]}


CACHE = {
    **{key: value for key, value in GROUP.items() if key != "port"},
    "subnetGroupName": Ref("private", "name"),
    "parameterGroupName": Ref("parameters", "name"),
    "securityGroupIds": [Ref("cache-group")],
}
NETWORK: Program = {
    "vpc": (VPC, {"cidrBlock": "10.0.0.0/16"}),
    "igw-1": (GATEWAY, {"vpcId": Ref("vpc")}),
    "nat-1": (NAT, {"subnetId": Ref("public-a")}),
    "public-a": subnet(0, mapPublicIpOnLaunch=True),
    "private-a": subnet(1),
    "private-b": subnet(2),
    "to-internet": table({"cidrBlock": WORLD, "gatewayId": Ref("igw-1")}),
    "to-nat": table({"cidrBlock": WORLD, "natGatewayId": Ref("nat-1")}),
    "public-a-table": association("public-a", "to-internet"),
    "private-a-table": association("private-a", "to-nat"),
    "private-b-table": association("private-b", "to-nat"),
    "web-group": opening(443, cidrBlocks=[WORLD], ipv6CidrBlocks=["::/0"]),
    "worker-group": (SECURITY_GROUP, {"vpcId": Ref("vpc")}),
    "cache-group": opening(6379, securityGroups=[Ref("worker-group")]),
    "private": (SUBNET_GROUP, {"subnetIds": [Ref("private-a"), Ref("private-b")]}),
    "parameters": (
        PARAMETER_GROUP,
        {"family": "redis7", "parameters": [{"name": "maxmemory-policy", "value": "noeviction"}]},
    ),
    "cache": (REPLICATION_GROUP, CACHE),
}


def with_cache(**changes: Any) -> Program:
    """The network with other arguments of the cache; None takes one away."""
    cache = {key: value for key, value in {**CACHE, **changes}.items() if value is not None}
    return {**NETWORK, "cache": (REPLICATION_GROUP, cache)}


def with_url(*parts: str | Ref) -> Program:
    """The network with a worker that finds its broker there."""
    definitions = ('[{"name": "worker", "environment": [{"name": "CELERY_BROKER_URL", "value": "', *parts, '"}]}]')
    return {**NETWORK, "worker": (TASK, {"containerDefinitions": text(*definitions)})}
