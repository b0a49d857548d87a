"""What security groups let in, in every form of both AWS providers, and what rules say of it."""

from typing import Any

from case import Case

SECURITY_GROUP = "aws:ec2/securityGroup:SecurityGroup"
DEFAULT = "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup"
RULE = "aws:ec2/securityGroupRule:SecurityGroupRule"
INGRESS = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule"
NATIVE = "aws-native:ec2:SecurityGroup"
NATIVE_INGRESS = "aws-native:ec2:SecurityGroupIngress"

TO_REDIS = {"protocol": "tcp", "fromPort": 6379, "toPort": 6379}
NATIVE_TO_REDIS = {"ipProtocol": "tcp", "fromPort": 6379, "toPort": 6379}
OUT = [{"protocol": "-1", "fromPort": 0, "toPort": 0, "cidrBlocks": ["0.0.0.0/0"]}]
HALVES = ["0.0.0.0/1", "128.0.0.0/1"]
QUARTERS = ["2000::/4", "3000::/4"]


def tcp(first: Any, last: Any, **more: Any) -> dict[str, Any]:
    """A rule of an inline group, open to the world where nothing else is said."""
    return {"protocol": "tcp", "fromPort": first, "toPort": last, "cidrBlocks": ["0.0.0.0/0"], **more}


def every(protocol: Any, **more: Any) -> dict[str, Any]:
    """A rule for all ports of a protocol."""
    return {"protocol": protocol, "fromPort": 0, "toPort": 0, "cidrBlocks": ["0.0.0.0/0"], **more}


SOUND: dict[str, tuple[str, dict[str, Any]]] = {
    "group": (SECURITY_GROUP, {"ingress": [{**TO_REDIS, "securityGroups": ["sg-1"]}], "egress": OUT}),
    "group of the web": (SECURITY_GROUP, {"ingress": [tcp(80, 80), tcp(443, 443, ipv6CidrBlocks=["::/0"])]}),
    "group of itself": (SECURITY_GROUP, {"ingress": [every("-1", cidrBlocks=[], self=True)]}),
    "default group": (DEFAULT, {"vpcId": "vpc-1", "ingress": [], "egress": []}),
    "rule": (RULE, {"type": "ingress", "securityGroupId": "sg-2", **TO_REDIS, "sourceSecurityGroupId": "sg-1"}),
    "egress": (RULE, {"type": "egress", "securityGroupId": "sg-2", **OUT[0]}),
    "ingress": (INGRESS, {"securityGroupId": "sg-2", **NATIVE_TO_REDIS, "referencedSecurityGroupId": "sg-1"}),
    "native group": (NATIVE, {"securityGroupIngress": [{**NATIVE_TO_REDIS, "sourceSecurityGroupId": "sg-1"}]}),
    "native ingress": (NATIVE_INGRESS, {"groupId": "sg-2", **NATIVE_TO_REDIS, "sourceSecurityGroupId": "sg-1"}),
    "small network": (SECURITY_GROUP, {"ingress": [{**TO_REDIS, "cidrBlocks": ["10.0.1.0/24", "192.168.7.3/32"]}]}),
}
WORLD, LEAST = "redis-port-not-open-to-world", "redis-security-group-least-privilege"

CASES = [
    Case(
        WORLD,
        "group",
        "ingress",
        [
            [],
            None,
            [tcp(80, 80), tcp(443, 443), tcp(8000, 9000), tcp(0, 0)],
            [tcp(5432, 5432), tcp(6378, 6378), tcp(6381, 26378)],
            [tcp(6379, 6379, cidrBlocks=["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"])],
            [tcp(6379, 6379, cidrBlocks=["52.0.0.0/8"])],
            [tcp(6379, 6379, cidrBlocks=["203.0.113.7/32"])],
            [every("udp", toPort=65535), every("icmp", fromPort=-1, toPort=-1), every("50")],
        ],
        [
            *([tcp(port, port)] for port in (6379, 6380, 26379)),
            [tcp("6379", "6379")],
            [tcp(0, 65535)],
            [tcp(1024, 65535)],
            [tcp(6000, 7000)],
            [tcp(None, None)],
            [every("tcp", toPort=65535, cidrBlocks=["10.0.0.0/8", "0.0.0.0/0"])],
            *([every(protocol)] for protocol in ("-1", "all", "ALL", -1)),
            *([tcp(6379, 6379, protocol=protocol)] for protocol in ("6", "TCP", 6)),
            [tcp(443, 443), tcp(6379, 6379)],
            [tcp(6379, 6379, cidrBlocks=[], ipv6CidrBlocks=["::/0"])],
            [tcp(6379, 6379, cidrBlocks=[], ipv6CidrBlocks=QUARTERS)],
            [tcp(6379, 6379, cidrBlocks=[], ipv6CidrBlocks=["2a00::/12"])],
            [tcp(6379, 6379, cidrBlocks=HALVES)],
            [tcp(6379, 6379, cidrBlocks=["128.0.0.0/1"])],
            [tcp(6379, 6379, cidrBlocks=["52.0.0.0/8", "53.0.0.0/8"])],
            [tcp(6379, 6379, cidrBlocks=["1.2.3.4/0"])],
        ],
    ),
    Case(WORLD, "default group", "ingress", [[tcp(443, 443)]], [[every("-1")], [tcp(6379, 6379)]]),
    Case(WORLD, "rule", "cidrBlocks", [["10.0.0.0/16"], []], [["0.0.0.0/0"], HALVES, ["10.0.0.0/16", "0.0.0.0/0"]]),
    Case(WORLD, "rule", "ipv6CidrBlocks", [["fd00::/8"], ["2001:db8::/32"]], [["::/0"], ["2000::/3"], QUARTERS]),
    Case(WORLD, "egress", "type", ["egress"], ["ingress"]),
    Case(WORLD, "ingress", "cidrIpv4", ["10.0.0.0/16", "8.0.0.0/8"], ["0.0.0.0/0", "64.0.0.0/2", "8.0.0.0/7"]),
    Case(WORLD, "ingress", "cidrIpv6", ["fc00::/7"], ["::/0", "::0/0"]),
    Case(WORLD, "native group", "securityGroupIngress", [[{**NATIVE_TO_REDIS, "cidrIp": "10.0.0.0/16"}]], []),
    Case(
        WORLD,
        "native group",
        "securityGroupIngress",
        [[{"ipProtocol": "tcp", "fromPort": 443, "toPort": 443, "cidrIp": "0.0.0.0/0"}]],
        [
            [{"ipProtocol": "-1", "cidrIp": "0.0.0.0/0"}],
            [{**NATIVE_TO_REDIS, "cidrIpv6": "::/0"}],
            [{**NATIVE_TO_REDIS, "cidrIp": "0.0.0.0/0"}],
        ],
    ),
    Case(WORLD, "native ingress", "cidrIp", ["10.0.0.0/16"], ["0.0.0.0/0", "128.0.0.0/1"]),
    Case(WORLD, "native ingress", "cidrIpv6", ["fc00::/7"], ["::/0"]),
    Case(
        LEAST,
        "small network",
        "ingress",
        [[tcp(6379, 6379, cidrBlocks=["10.0.0.0/24", "10.0.1.0/24"])], [tcp(443, 443)], [every("-1")]],
        [[tcp(6379, 6379, cidrBlocks=[text])] for text in ("10.0.0.0/16", "10.0.0.0/23", "8.8.8.8/32", "0.0.0.0/0")],
    ),
    Case(LEAST, "rule", "cidrBlocks", [["10.0.0.0/24"]], [["10.0.0.0/24", "10.0.0.0/16"]]),
    Case(LEAST, "ingress", "cidrIpv4", ["10.0.0.0/24", "10.0.0.7"], ["10.0.0.0/22"]),
    Case(LEAST, "ingress", "cidrIpv6", ["fd00::1/128"], ["fd00::/64", "2600::1/128"]),
    Case(LEAST, "native ingress", "cidrIp", ["192.168.0.0/24"], ["192.168.0.0/16"]),
]
