"""Managed Redis as people write it for both AWS providers, in a stack that has what it needs, and what rules say."""

from collections.abc import Mapping
from typing import Any

from case import Case
from pack_server import secret

TOKEN = secret("qT8wZr3LmN5vXc7bKj2hGf9d")
GROUP = {
    "replicationGroupId": "shop-broker",
    "description": "The shop's broker",
    "engine": "redis",
    "engineVersion": "7.1",
    "nodeType": "cache.t4g.small",
    "numCacheClusters": 2,
    "automaticFailoverEnabled": True,
    "transitEncryptionEnabled": True,
    "transitEncryptionMode": "required",
    "atRestEncryptionEnabled": True,
    "authToken": TOKEN,
    "authTokenUpdateStrategy": "SET",
    "parameterGroupName": "broker-redis7",
    "subnetGroupName": "private",
    "securityGroupIds": ["sg-1"],
    "snapshotRetentionLimit": 7,
    "port": 6379,
}
WITH_USERS = {key: value for key, value in GROUP.items() if not key.startswith("authToken")}
WITH_USERS |= {"userGroupIds": ["shop-users"]}


def native(group: dict[str, Any]) -> dict[str, Any]:
    """The same for the native provider."""
    names = {"parameterGroupName": "cacheParameterGroupName", "subnetGroupName": "cacheSubnetGroupName"}
    return {names.get(key, key): value for key, value in group.items() if key != "authTokenUpdateStrategy"}


REPLICATION_GROUP = "aws:elasticache/replicationGroup:ReplicationGroup"
NATIVE = "aws-native:elasticache:ReplicationGroup"
CLUSTER, NATIVE_CLUSTER = "aws:elasticache/cluster:Cluster", "aws-native:elasticache:CacheCluster"
SERVERLESS = "aws:elasticache/serverlessCache:ServerlessCache"
MEMORYDB = "aws:memorydb/cluster:Cluster"
USER, NATIVE_USER = "aws:elasticache/user:User", "aws-native:elasticache:User"
PARAMETER_GROUP = "aws:elasticache/parameterGroup:ParameterGroup"
USER_GROUP, SUBNET_GROUP = "aws:elasticache/userGroup:UserGroup", "aws:elasticache/subnetGroup:SubnetGroup"
SUBNET = "aws:ec2/subnet:Subnet"


def parameters(**more: str) -> list[dict[str, str]]:
    """Parameters in the form of the classic provider."""
    return [{"name": name.replace("_", "-"), "value": value} for name, value in more.items()]


AROUND: list[tuple[str, Mapping[str, Any]]] = [
    (f"{PARAMETER_GROUP} a", {"name": "broker-redis7", "parameters": parameters(maxmemory_policy="noeviction")}),
    (f"{PARAMETER_GROUP} b", {"name": "evicting", "parameters": parameters(maxmemory_policy="allkeys-lru")}),
    (f"{PARAMETER_GROUP} c", {"name": "sharded", "parameters": parameters(cluster_enabled="yes")}),
    ("aws-native:elasticache:ParameterGroup d", {"name": "n-evicting", "properties": {"maxmemory-policy": "x"}}),
    (f"{SUBNET_GROUP} e", {"name": "private", "subnetIds": ["subnet-1", "subnet-2"]}),
    (f"{SUBNET_GROUP} f", {"name": "mixed", "subnetIds": ["subnet-1", "subnet-3"]}),
    ("aws:ec2/vpc:Vpc n", {"id": "vpc-1"}),
    (f"{SUBNET} g", {"id": "subnet-1", "vpcId": "vpc-1", "mapPublicIpOnLaunch": False}),
    (f"{SUBNET} h", {"id": "subnet-2", "vpcId": "vpc-1"}),
    (f"{SUBNET} i", {"id": "subnet-3", "vpcId": "vpc-1", "mapPublicIpOnLaunch": True}),
    (f"{USER_GROUP} j", {"userGroupId": "shop-users", "userIds": ["shop-default", "shop-app"]}),
    (f"{USER_GROUP} k", {"userGroupId": "open-users", "userIds": ["default", "shop-app"]}),
    (f"{USER} l", {"userId": "shop-app", "userName": "app", "accessString": "on ~* +@all", "passwords": [TOKEN]}),
    (
        f"{USER} m",
        {"userId": "shop-default", "userName": "default", "accessString": "off -@all", "noPasswordRequired": True},
    ),
]

SOUND: dict[str, tuple[str, dict[str, Any]]] = {
    "group": (REPLICATION_GROUP, GROUP),
    "group with users": (REPLICATION_GROUP, WITH_USERS),
    "valkey": (
        REPLICATION_GROUP,
        {**{key: value for key, value in GROUP.items() if key != "atRestEncryptionEnabled"}, "engine": "valkey"},
    ),
    "native group": (NATIVE, native(GROUP)),
    "member": (CLUSTER, {"replicationGroupId": "shop-broker"}),
    "memcached": (CLUSTER, {"engine": "memcached", "nodeType": "cache.t4g.small", "numCacheNodes": 2}),
    "serverless memcached": (SERVERLESS, {"engine": "memcached", "name": "pages"}),
    "user": (USER, {"userId": "u", "userName": "u", "accessString": "on ~* +@all", "passwords": [TOKEN]}),
    "user of a role": (
        USER,
        {"userId": "u", "userName": "u", "accessString": "on ~* +@all", "authenticationMode": {"type": "iam"}},
    ),
    "native user": (NATIVE_USER, {"userId": "u", "accessString": "on ~* +@all", "passwords": [TOKEN]}),
}
UNENCRYPTED, UNASKED = "elasticache-transit-encryption", "elasticache-auth-required"
CLUSTERED, STANDALONE = "elasticache-not-serverless-or-cluster-mode", "elasticache-not-standalone-cluster"
PUBLIC, DEFAULT_GROUP = "elasticache-private-subnets", "elasticache-explicit-security-group"
LOSING, AT_REST = "elasticache-backup-and-failover", "elasticache-at-rest-encryption"
PREFERRED = "elasticache-transit-encryption-preferred"
OFF, ON = [None, False, "false"], [True, "true"]
STRATEGY = "elasticache-auth-strategy-closes"
NO_PASSWORD = "redis-no-empty-password"

CASES = [
    Case(UNENCRYPTED, "group", "transitEncryptionEnabled", ON, OFF),
    Case(UNENCRYPTED, "native group", "transitEncryptionEnabled", ON, OFF),
    Case(PREFERRED, "group", "transitEncryptionMode", [None, "required"], ["preferred", "PREFERRED"]),
    Case(PREFERRED, "native group", "transitEncryptionMode", [None], ["preferred"]),
    Case(AT_REST, "group", "atRestEncryptionEnabled", ON, OFF),
    Case(AT_REST, "valkey", "atRestEncryptionEnabled", [*ON, None], [False]),
    Case(AT_REST, "native group", "atRestEncryptionEnabled", ON, OFF),
    Case(UNASKED, "group", "authToken", [TOKEN], [None, ""]),
    Case(UNASKED, "native group", "authToken", [TOKEN], [None, ""]),
    Case(UNASKED, "group with users", "userGroupIds", [["elsewhere"]], [None, [], ["open-users"]]),
    Case(UNASKED, "group with users", "authTokenWo", [TOKEN], []),
    Case(STRATEGY, "group", "authTokenUpdateStrategy", ["SET", None, "DELETE"], ["ROTATE", "rotate"]),
    Case(STRATEGY, "group with users", "authTokenUpdateStrategy", ["ROTATE"], []),
    Case(STANDALONE, "memcached", "engine", ["memcached", "Memcached"], ["redis", "valkey", "Redis"]),
    Case(STANDALONE, "member", "engine", ["redis"], []),
    Case(CLUSTERED, "group", "numNodeGroups", [None, 1, "1"], [2, 3, "3"]),
    Case(CLUSTERED, "group", "clusterMode", [None, "disabled", "compatible"], ["enabled", "Enabled"]),
    Case(CLUSTERED, "group", "clusterMode", [{"numNodeGroups": 1}], [{"numNodeGroups": 2, "replicasPerNodeGroup": 1}]),
    Case(CLUSTERED, "group", "parameterGroupName", ["default.redis7"], ["default.redis7.cluster.on", "sharded"]),
    Case(CLUSTERED, "native group", "nodeGroupConfiguration", [[{}]], [[{"nodeGroupId": "1"}, {"nodeGroupId": "2"}]]),
    Case(CLUSTERED, "serverless memcached", "engine", ["memcached"], ["redis", "valkey"]),
    Case(PUBLIC, "group", "subnetGroupName", ["private", "elsewhere"], [None, "default", "mixed"]),
    Case(PUBLIC, "native group", "cacheSubnetGroupName", ["private"], [None, "mixed"]),
    Case(DEFAULT_GROUP, "group", "securityGroupIds", [["sg-1", "sg-2"]], [None, []]),
    Case(DEFAULT_GROUP, "native group", "securityGroupIds", [["sg-1"]], [None, []]),
    Case(LOSING, "group", "snapshotRetentionLimit", [1, "7"], [None, 0]),
    Case(LOSING, "group", "automaticFailoverEnabled", ON, OFF),
    Case(LOSING, "native group", "automaticFailoverEnabled", ON, OFF),
    Case("redis-never-evicts", "group", "parameterGroupName", ["broker-redis7", "elsewhere"], ["evicting"]),
    Case("redis-never-evicts", "native group", "cacheParameterGroupName", ["broker-redis7"], ["n-evicting"]),
    Case("redis-never-evicts-unset", "group", "parameterGroupName", ["broker-redis7"], [None, "default.redis7"]),
    Case("redis-never-evicts-unset", "group", "parameterGroupName", ["evicting"], ["sharded"]),
    Case("redis-password-strength", "group", "authToken", [TOKEN], ["short"]),
    Case("redis-password-strength", "user", "passwords", [[TOKEN]], [[TOKEN, "short"]]),
    Case("redis-password-strength-default", "group", "authToken", [TOKEN], ["redispassword123"]),
    Case("redis-password-strength-default", "native user", "passwords", [[TOKEN]], [["changeme-changeme"]]),
    Case(NO_PASSWORD, "user", "noPasswordRequired", [None, False, "false"], [True, "true"]),
    Case(NO_PASSWORD, "native user", "noPasswordRequired", [False], [True]),
    Case(NO_PASSWORD, "user of a role", "authenticationMode.type", ["iam", "password"], ["no-password-required"]),
]
