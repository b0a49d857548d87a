"""Task definitions and log groups of AWS, and what rules say of each by itself."""

from typing import Any

from case import Case
from ecs_changes import key, of, variable
from ecs_resources import (
    BEAT,
    KEY,
    NATIVE_TASK,
    REDIS,
    ROLE,
    TASK,
    WEB,
    listed,
    on_machines,
    task,
)

PROXY = {
    "name": "proxy",
    "image": "nginx:1.27.3",
    "command": None,
    "user": None,
    "portMappings": [{"containerPort": 80}],
}
ROUTER = {
    "name": "log_router",
    "image": "public.ecr.aws/aws-observability/aws-for-fluent-bit:2.32.4",
    "command": None,
    "user": "0",
    "firelensConfiguration": {"type": "fluentbit"},
    "logConfiguration": None,
}
FIRELENS = {"logConfiguration": {"logDriver": "awsfirelens", "options": {"Name": "cloudwatch"}}}
MIGRATION = {
    "command": ["python", "manage.py", "migrate"],
    "user": "root",
    "healthCheck": None,
    "logConfiguration": None,
}

SOUND: dict[str, tuple[str, dict[str, Any]]] = {
    "worker": (TASK, task()),
    "beat": (TASK, task(BEAT)),
    "web": (TASK, task(WEB)),
    "worker on machines": (TASK, on_machines({"dockerSecurityOptions": ["no-new-privileges"]})),
    "worker in a list": (NATIVE_TASK, task(**{KEY: listed({})})),
    "worker with a router": (TASK, task(FIRELENS, ROUTER)),
    "web with a proxy": (TASK, task(WEB, PROXY)),
    "redis": (TASK, task(REDIS)),
    "migration": (TASK, task(MIGRATION)),
    "proxy": (TASK, on_machines(PROXY, networkMode="host")),
    "log group": ("aws:cloudwatch/logGroup:LogGroup", {"name": "/ecs/shop", "retentionInDays": 30}),
    "native log group": ("aws-native:logs:LogGroup", {"logGroupName": "/ecs/shop", "retentionInDays": 30}),
}


def options(driver: str, **more: str) -> dict[str, Any]:
    """A container that logs with this driver."""
    return {"logConfiguration": {"logDriver": driver, "options": {"awslogs-group": "/ecs/shop", **more}}}


KEPT = {"secrets": [{"name": "CELERY_BROKER_URL", "valueFrom": "arn:aws:ssm:eu-west-1:123456789012:parameter/broker"}]}
WITH_PASSWORD, WITHOUT = "redis://default:hidden-6f1c@redis:6379/0", "redis://redis:6379/0"
IN_CLEAR = ["redis-server", "--requirepass", "hidden-6f1c-8b7d4025"]
CLEAR = variable("CELERY_BROKER_URL", WITH_PASSWORD)
SUPERVISED = [
    ["supervisord", "-n"],
    ["sh", "-c", "celery -A shop worker & celery -A shop beat"],
    ["python", "-m", "supervisor.supervisord"],
]
WEB_TESTS = [
    {"command": ["CMD-SHELL", f"curl -f http://localhost:8000{path}"]} for path in ("/health/", "/", "/status")
]
RESTARTS = {"restartPolicy": {"enabled": True, "restartAttemptPeriod": 60}}
OPEN = [["redis-server"], ["redis-server", "--save", ""], ["redis-server", "--protected-mode", "no"], None]

CASES = [
    of("worker-not-root", "worker", key("user", "app", "1000:0", "", None), key("user", "root", "0", "0:0")),
    Case("worker-not-root", "worker in a list", KEY, [listed({"user": "app"})], [listed({"user": "root"})]),
    of("worker-not-root", "web", key("user", "app"), key("user", "root"), WEB),
    of("worker-not-root-unset", "worker", key("user", "app"), key("user", None, "")),
    of("restart-always", "worker", [*key("essential", True, None), {"essential": False, **RESTARTS}], []),
    of(
        "restart-always",
        "worker",
        [],
        [{"essential": False}, {"essential": False, "restartPolicy": {"enabled": False}}],
    ),
    of("restart-always", "redis", key("essential", True), key("essential", False), REDIS),
    of("worker-graceful-stop", "worker", key("stopTimeout", 2, 30, 120, None), key("stopTimeout", 0)),
    of("worker-graceful-stop-short", "worker", key("stopTimeout", 60, 120), key("stopTimeout", None, 2, 30)),
    of("container-healthcheck", "worker", key("healthCheck", {"command": ["CMD", "x"]}), key("healthCheck", None)),
    of("container-healthcheck", "beat", [], key("healthCheck", *WEB_TESTS, {"command": ["NONE"]}), BEAT),
    of("web-health-endpoint", "web", key("healthCheck", WEB_TESTS[0]), key("healthCheck", *WEB_TESTS[1:]), WEB),
    of("one-process-per-container", "worker", [], key("command", *SUPERVISED)),
    of("one-process-per-container", "worker", [], [{"entryPoint": ["sh", "-c"], "command": SUPERVISED[1][2:]}]),
    of("one-process-per-container-embedded", "worker", [], key("command", ["celery", "-A", "shop", "worker", "-B"])),
    of("celery-log-level", "worker", [], key("command", ["celery", "worker", "-l", "debug"])),
    of("celery-log-level-info", "worker", [options("splunk")], [options("json-file"), options("journald")]),
    of("logs-centralised", "worker", [options("awslogs"), options("splunk"), FIRELENS, options("fluentd")], []),
    of("logs-centralised", "worker", [], [*key("logConfiguration", None, {}), options("json-file"), options("none")]),
    of("logs-centralised", "web", [], [{**WEB, "logConfiguration": None}]),
    of("log-group-retention", "worker", [options("awslogs", **{"awslogs-create-group": "false"})], []),
    of(
        "celery-json-only",
        "worker",
        variable("CELERY_TASK_SERIALIZER", "json"),
        variable("CELERY_TASK_SERIALIZER", "pickle"),
    ),
    of(
        "celery-result-expires",
        "worker",
        variable("CELERY_RESULT_EXPIRES", "3600"),
        variable("CELERY_RESULT_EXPIRES", "0"),
    ),
    of("broker-secret-not-in-plain-env", "worker", [KEPT], variable("CELERY_BROKER_URL", WITH_PASSWORD)),
    of("broker-secret-not-in-plain-env", "worker", [], variable("CELERY_BROKER_URL", "redis://:hidden-6f1c@redis/0")),
    of("broker-secret-not-in-plain-env", "worker", [], variable("BROKER_PASSWORD", "hidden-6f1c")),
    of("broker-secret-not-in-plain-env", "web", [], [{**WEB, **one} for one in variable("REDIS_URL", WITH_PASSWORD)]),
    Case(
        "broker-secret-not-in-plain-env",
        "worker in a list",
        KEY,
        [listed(KEPT)],
        [listed(*CLEAR), [{}, *listed(*CLEAR)]],
    ),
    of("broker-secret-not-in-plain-env", "redis", [], key("command", IN_CLEAR), REDIS),
    of("broker-url-has-credentials", "worker", [KEPT], variable("CELERY_RESULT_BACKEND", WITHOUT)),
    of("broker-url-has-credentials", "worker", [], key("command", ["celery", "-b", WITHOUT, "worker"])),
    of("redis-requires-password", "redis", [], key("command", *OPEN), REDIS),
    of("redis-no-empty-password", "redis", [], key("command", ["redis-server", "--requirepass", ""]), REDIS),
    Case("redis-not-published", "redis", "networkMode", ["awsvpc", "none"], ["host", "bridge", None]),
    Case("ecs-separate-roles", "worker", "taskRoleArn", [ROLE, None], [f"{ROLE}-agent"]),
    Case("ecs-separate-roles", "worker", "executionRoleArn", [ROLE, None], [f"{ROLE}-worker"]),
    Case("ecs-separate-roles", "redis", "taskRoleArn", [ROLE, None], [f"{ROLE}-agent"]),
    Case("log-group-retention", "log group", "retentionInDays", [1, 3653], [0, None]),
    Case("log-group-retention", "native log group", "retentionInDays", [1, 3653], [0, None]),
]
