"""Managed Redis of the kinds that Celery cannot use, or that say the same in other words."""

from typing import Any

import pytest
from elasticache_cases import CLUSTER, MEMORYDB, NATIVE_CLUSTER, PARAMETER_GROUP, SERVERLESS, parameters
from judged import Given, judged
from pack_server import UNKNOWN, secret

STANDALONE, CLUSTERED = "elasticache-not-standalone-cluster", "elasticache-not-serverless-or-cluster-mode"
UNASKED, UNENCRYPTED = "elasticache-auth-required", "elasticache-transit-encryption"
PUBLIC, DEFAULT_GROUP = "elasticache-private-subnets", "elasticache-explicit-security-group"
LOSING, UNSET = "elasticache-backup-and-failover", "redis-never-evicts-unset"
SUBNETS = [
    Given("aws:ec2/vpc:Vpc", "network", {}, outputs={"id": "vpc-1"}),
    Given("aws:ec2/subnet:Subnet", "inner", {"vpcId": "vpc-1"}, outputs={"id": "subnet-1"}),
]
GROUPS = [
    Given("aws:elasticache/subnetGroup:SubnetGroup", "private", {"name": "private", "subnetIds": ["subnet-1"]}),
    Given("aws:memorydb/subnetGroup:SubnetGroup", "durable", {"name": "durable", "subnetIds": ["subnet-1"]}),
    Given(PARAMETER_GROUP, "keeping", {"name": "keeping", "parameters": parameters(maxmemory_policy="noeviction")}),
]
INSIDE = {"subnetGroupName": "private", "securityGroupIds": ["sg-1"]}
NATIVE_INSIDE = {"cacheSubnetGroupName": "private", "vpcSecurityGroupIds": ["sg-1"]}
SERVED = {"subnetIds": ["subnet-1"], "securityGroupIds": ["sg-1"], "userGroupId": "users", "snapshotRetentionLimit": 1}
DURABLE = {"subnetGroupName": "durable", "securityGroupIds": ["sg-1"], "aclName": "users", "snapshotRetentionLimit": 1}


def broken(kind: str, inputs: dict[str, Any]) -> set[str]:
    found = judged(*SUBNETS, *GROUPS, Given(kind, "cache", inputs))
    return {rule for rule, name in found if name == "cache"}


@pytest.mark.parametrize(
    ("kind", "inputs", "expected"),
    [
        (CLUSTER, {"engine": "redis", "parameterGroupName": "keeping", **INSIDE}, {STANDALONE}),
        (CLUSTER, {"engine": "redis"}, {STANDALONE, PUBLIC, DEFAULT_GROUP, UNSET}),
        (NATIVE_CLUSTER, {"engine": "redis", "cacheParameterGroupName": "keeping", **NATIVE_INSIDE}, {STANDALONE}),
        (NATIVE_CLUSTER, {"engine": "valkey", **NATIVE_INSIDE}, {STANDALONE, UNSET}),
        (CLUSTER, {"replicationGroupId": UNKNOWN}, set()),
        (CLUSTER, {"engine": "redis", "replicationGroupId": "shop"}, set()),
        (CLUSTER, {"engine": "memcached", "transitEncryptionEnabled": False}, set()),
        (CLUSTER, {"engine": UNKNOWN}, set()),
        (SERVERLESS, {"engine": "valkey", **SERVED}, {CLUSTERED}),
        (SERVERLESS, {"engine": "redis"}, {CLUSTERED, UNASKED, PUBLIC, DEFAULT_GROUP, LOSING}),
        ("aws-native:elasticache:ServerlessCache", {"engine": "redis", **SERVED}, {CLUSTERED}),
        (SERVERLESS, {"engine": "memcached"}, set()),
        (MEMORYDB, DURABLE, {CLUSTERED}),
        ("aws-native:memorydb:Cluster", DURABLE, {CLUSTERED}),
        (MEMORYDB, {**DURABLE, "aclName": UNKNOWN, "tlsEnabled": True}, {CLUSTERED}),
        (MEMORYDB, {**DURABLE, "aclName": "open-access", "tlsEnabled": False}, {CLUSTERED, UNASKED, UNENCRYPTED}),
        (MEMORYDB, {**DURABLE, "numReplicasPerShard": 0}, {CLUSTERED, LOSING}),
        (MEMORYDB, {"aclName": "users"}, {CLUSTERED, PUBLIC, DEFAULT_GROUP, LOSING}),
    ],
)
def test_each_kind_is_judged_by_what_it_can_have(kind: str, inputs: dict[str, Any], expected: set[str]) -> None:
    assert broken(kind, inputs) == expected


ACL, USER = "aws:memorydb/acl:Acl", "aws:memorydb/user:User"
OPEN = {"userName": "app", "accessString": "on ~* +@all", "authenticationMode": {"type": "no-password-required"}}


def test_a_list_of_memorydbs_users_is_followed() -> None:
    password = {"type": "password", "passwords": [secret("qT8wZr3LmN5vXc7bKj2hGf9d")]}
    group = Given(ACL, "acl", {"name": "users", "userNames": ["app"]})
    cache = Given(MEMORYDB, "cache", DURABLE)
    sound = Given(USER, "app", {**OPEN, "authenticationMode": password})
    assert (UNASKED, "cache") not in judged(*SUBNETS, *GROUPS, group, cache, sound)
    assert {(UNASKED, "cache"), ("redis-no-empty-password", "open")} <= judged(
        *SUBNETS, *GROUPS, group, cache, Given(USER, "open", OPEN)
    )


def test_memorydb_evicts_only_where_it_is_told_to() -> None:
    kind, group = "aws:memorydb/parameterGroup:ParameterGroup", {"name": "group", "family": "memorydb_redis7"}
    cache = Given(MEMORYDB, "cache", {**DURABLE, "parameterGroupName": "group"})
    evicting = {**group, "parameters": parameters(maxmemory_policy="allkeys-lru")}
    assert judged(*SUBNETS, *GROUPS, cache, Given(kind, "group", group)) == {(CLUSTERED, "cache")}
    assert ("redis-never-evicts", "cache") in judged(*SUBNETS, *GROUPS, cache, Given(kind, "group", evicting))


def test_a_member_of_a_global_group_is_encrypted_as_the_group_is() -> None:
    kind = "aws:elasticache/replicationGroup:ReplicationGroup"
    member = {**INSIDE, "globalReplicationGroupId": UNKNOWN, "parameterGroupName": "keeping", "authToken": UNKNOWN}
    assert broken(kind, {**member, "snapshotRetentionLimit": 1, "automaticFailoverEnabled": True}) == set()
