"""What each type of managed Redis calls its arguments."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Arguments:
    """Names of arguments; empty where a type has none."""

    users: str = ""
    parameters: str = ""
    subnets: str = "subnetGroupName"
    security_groups: str = "securityGroupIds"


REPLICATION_GROUP = "aws:elasticache/replicationGroup:ReplicationGroup"
CLUSTER = "aws:elasticache/cluster:Cluster"
SERVERLESS = "aws:elasticache/serverlessCache:ServerlessCache"
MEMORYDB = "aws:memorydb/cluster:Cluster"
NATIVE_REPLICATION_GROUP = "aws-native:elasticache:ReplicationGroup"
NATIVE_CLUSTER = "aws-native:elasticache:CacheCluster"
NATIVE_SERVERLESS = "aws-native:elasticache:ServerlessCache"
NATIVE_MEMORYDB = "aws-native:memorydb:Cluster"

ARGUMENTS = {
    REPLICATION_GROUP: Arguments("userGroupIds", "parameterGroupName"),
    CLUSTER: Arguments(parameters="parameterGroupName"),
    SERVERLESS: Arguments("userGroupId", subnets="subnetIds"),
    MEMORYDB: Arguments("aclName", "parameterGroupName"),
    NATIVE_REPLICATION_GROUP: Arguments("userGroupIds", "cacheParameterGroupName", "cacheSubnetGroupName"),
    NATIVE_CLUSTER: Arguments("", "cacheParameterGroupName", "cacheSubnetGroupName", "vpcSecurityGroupIds"),
    NATIVE_SERVERLESS: Arguments("userGroupId", subnets="subnetIds"),
    NATIVE_MEMORYDB: Arguments("aclName", "parameterGroupName"),
}
"""By the resource's type."""
