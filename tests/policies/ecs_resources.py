"""Tasks on ECS as people write them for a production stack, in both providers."""

import json
from typing import Any

TASK, NATIVE_TASK = "aws:ecs/taskDefinition:TaskDefinition", "aws-native:ecs:TaskDefinition"
SERVICE, NATIVE_SERVICE = "aws:ecs/service:Service", "aws-native:ecs:Service"
KEY = "containerDefinitions"
ARN = "arn:aws:ecs:eu-west-1:123456789012"
ROLE = "arn:aws:iam::123456789012:role/shop"

CONTAINER: dict[str, Any] = {
    "name": "worker",
    "image": "registry.example/shop:1.4.2",
    "command": ["celery", "-A", "shop", "worker", "--loglevel=INFO"],
    "essential": True,
    "user": "10001",
    "stopTimeout": 120,
    "readonlyRootFilesystem": True,
    "linuxParameters": {"capabilities": {"drop": ["ALL"]}, "initProcessEnabled": True},
    "healthCheck": {"command": ["CMD", "/app/alive"], "interval": 60, "retries": 3},
    "environment": [{"name": "DJANGO_SETTINGS_MODULE", "value": "shop.settings"}],
    "secrets": [{"name": "REDIS_PASSWORD", "valueFrom": "arn:aws:secretsmanager:eu-west-1:123456789012:secret:redis"}],
    "logConfiguration": {
        "logDriver": "awslogs",
        "options": {"awslogs-group": "/ecs/shop", "awslogs-region": "eu-west-1", "awslogs-stream-prefix": "worker"},
    },
}
WEB: dict[str, Any] = {
    "command": ["gunicorn", "shop.wsgi", "--bind", "0.0.0.0:8000"],
    "portMappings": [{"containerPort": 8000}],
    "healthCheck": {"command": ["CMD-SHELL", "curl -f http://localhost:8000/health || exit 1"]},
}
BEAT: dict[str, Any] = {"command": ["celery", "-A", "shop", "beat", "-s", "/tmp/schedule"]}
NEVER_EVICTS = ("--maxmemory-policy", "noeviction")
REDIS: dict[str, Any] = {
    "image": "redis:7.4.1",
    "command": ["redis-server", "--user", "default", "on", f"#{'6f1c' * 16}", "~*", "&*", "+@all", *NEVER_EVICTS],
    "portMappings": [{"containerPort": 6379}],
    "healthCheck": {"command": ["CMD-SHELL", "redis-cli ping"]},
}


def containers(*changes: dict[str, Any]) -> str:
    """Definitions as a JSON text: the container of a worker, with these changes; null takes an argument away."""
    return json.dumps(listed(*changes))


def listed(*changes: dict[str, Any]) -> list[dict[str, Any]]:
    """The same as a list, which aws-native takes."""
    return [{key: value for key, value in {**CONTAINER, **one}.items() if value is not None} for one in changes]


def task(*changes: dict[str, Any], **arguments: Any) -> dict[str, Any]:
    """The arguments of a task definition for Fargate."""
    return {
        "family": "shop",
        "cpu": "512",
        "memory": "1024",
        "networkMode": "awsvpc",
        "requiresCompatibilities": ["FARGATE"],
        "executionRoleArn": f"{ROLE}-agent",
        "taskRoleArn": f"{ROLE}-worker",
        KEY: containers(*changes or ({},)),
        **arguments,
    }


def on_machines(*changes: dict[str, Any], **arguments: Any) -> dict[str, Any]:
    """The arguments of a task definition for machines of one's own."""
    return task(*changes, **{"requiresCompatibilities": ["EC2"], "networkMode": "bridge", **arguments})


def service(**arguments: Any) -> dict[str, Any]:
    """The arguments of a service on Fargate."""
    network = {"assignPublicIp": False, "subnets": ["subnet-1", "subnet-2"], "securityGroups": ["sg-1"]}
    return {"launchType": "FARGATE", "desiredCount": 1, "networkConfiguration": network, **arguments}
