"""Containers and services of the Docker provider as people write them by hand, and what rules say of them.

The provider's own defaults are in them, as the engine fills them in before a policy sees a resource.
"""

from typing import Any

from case import Case
from pack_server import UNKNOWN, secret

BROKER_URL = "redis://default:hidden@redis:6379/0"
DEFAULTS = {"restart": "no", "networkMode": "bridge", "mustRun": True, "start": True}
ALIVE = {
    "user": "1000:1000",
    "restart": "always",
    "destroyGraceSeconds": 60,
    "stopTimeout": 60,
    "healthcheck": {"tests": ["CMD", "/alive"], "interval": "0s", "__defaults": ["interval"]},
}
WORKER = {
    **DEFAULTS,
    **ALIVE,
    "command": ["celery", "-A", "shop", "worker"],
    "envs": [f"CELERY_BROKER_URL={BROKER_URL}"],
}
BEAT = {**WORKER, "command": ["celery", "-A", "shop", "beat"]}
WEB = {**WORKER, "command": ["gunicorn", "shop.wsgi"], "healthcheck": {"tests": ["CMD-SHELL", "curl localhost/health"]}}
WEB_TEST = ["CMD", "curl", "-f", "http://localhost:8000/health"]
REDIS = {
    **DEFAULTS,
    "image": "redis:7",
    "command": ["redis-server", "--requirepass", secret("a long password")],
    "restart": "unless-stopped",
    "healthcheck": {"tests": ["CMD", "redis-cli", "ping"]},
}


def service(container: dict[str, Any], **more: Any) -> dict[str, Any]:
    """A service of such a container."""
    spec = {key: value for key, value in container.items() if key in ("image", "user", "healthcheck")}
    spec |= {"args": container["command"], "stopGracePeriod": "1m0s", "env": {"CELERY_BROKER_URL": BROKER_URL}}
    return {"taskSpec": {"containerSpec": spec}, **more}


SOUND: dict[str, tuple[str, dict[str, Any]]] = {
    "worker": (".Container", WORKER),
    "beat": (".Container", BEAT),
    "web": (".Container", {**WEB, "healthcheck": {"tests": WEB_TEST}}),
    "redis": (".Container", REDIS),
    "worker service": (".Service", service(WORKER)),
    "web service": (".Service", service({**WEB, "healthcheck": {"tests": WEB_TEST}})),
    "redis service": (".Service", service(REDIS)),
    "postgres": (".Container", {**DEFAULTS, "image": "postgres:16", "ports": [{"internal": 5432, "ip": "0.0.0.0"}]}),
    "migration": (".Container", {**DEFAULTS, "command": ["python", "manage.py", "migrate"], "user": "root"}),
    "exporter": (".Container", {**DEFAULTS, "image": "oliver006/redis_exporter", "ports": [{"internal": 9121}]}),
    "commander": (".Container", {**DEFAULTS, "image": "rediscommander/redis-commander", "publishAllPorts": True}),
    "cli": (".Container", {**DEFAULTS, "image": "redis:7", "command": ["redis-cli", "-h", "redis", "ping"]}),
    "sentinel": (".Container", {**DEFAULTS, "image": "redis:7", "command": ["redis-server", "/s.conf", "--sentinel"]}),
}


SPEC = "taskSpec.containerSpec"
LOOPBACK, EVERYWHERE = {"internal": 6379, "ip": "127.0.0.1"}, {"internal": 6379, "external": 6379, "ip": "0.0.0.0"}

CASES = [
    Case("worker-not-root", "worker", "user", ["app", "1000", None, "", ":5"], ["root", "0", "00:5", "root:app"]),
    Case("worker-not-root", "worker service", f"{SPEC}.user", ["app"], ["root", "0:0"]),
    Case("worker-not-root", "web", "user", ["app"], ["root"]),
    Case(
        "worker-not-root",
        "worker",
        "entrypoints",
        [["gosu", "app"], ["su-exec", "1000"]],
        [["gosu", "root"], ["su-exec", "0"]],
    ),
    Case("worker-not-root-unset", "worker", "user", ["app"], [None, "", ":5"]),
    Case("worker-not-root-unset", "worker", "entrypoints", [["gosu", "app"]], []),
    Case("worker-not-root-unset", "worker service", f"{SPEC}.user", ["app"], [None]),
    Case("restart-always", "worker", "restart", ["always", "unless-stopped"], ["no", "on-failure", None]),
    Case("restart-always", "redis", "restart", ["always"], ["no", "on-failure"]),
    Case("restart-always", "worker service", "taskSpec.restartPolicy", [None, {"condition": "any"}], []),
    Case("restart-always", "worker service", "taskSpec.restartPolicy.condition", ["any"], ["none", "on-failure"]),
    Case("redis-not-published", "redis", "ports", [None, [], [LOOPBACK], [{"internal": 1, "ip": "::1"}]], []),
    Case("redis-not-published", "redis", "ports", [], [[EVERYWHERE], [{"internal": 6379}], [LOOPBACK, EVERYWHERE]]),
    Case("redis-not-published", "redis", "ports", [], [[{"internal": 1, "ip": ip}] for ip in ("10.0.0.5", "::", "")]),
    Case("redis-not-published", "redis", "publishAllPorts", [False, None], [True]),
    Case("redis-not-published", "redis", "networkMode", ["bridge", "shop", None], ["host"]),
    Case("redis-not-published", "redis service", "endpointSpec.ports", [[]], [[{"targetPort": 6379}]]),
    Case("redis-not-published", "redis service", "taskSpec.networksAdvanceds", [[{"name": "n"}]], [[{"name": "host"}]]),
    Case(
        "redis-requires-password",
        "redis",
        "command",
        [
            ["redis-server", "--bind", "127.0.0.1"],
            ["redis-server", "--port", "0", "--unixsocket", "/s"],
            ["redis-server", "--user", "default", "off"],
            ["redis-server", "--user default on >word ~* +@all"],
            ["--requirepass", "word"],
            ["redis-server", "--requirepass", UNKNOWN],
            ["redis-server", "/etc/redis.conf"],
            ["redis-server", "--aclfile", "/users.acl"],
            ["sh", "-c", "redis-server --requirepass $PASSWORD"],
        ],
        [
            [],
            ["redis-server"],
            ["valkey-server", "--appendonly", "yes"],
            ["--appendonly", "yes"],
            ["docker-entrypoint.sh", "redis-server", "--protected-mode", "no"],
            ["redis-server", "--bind", "0.0.0.0"],
            ["redis-server", "--user", "app", "on", ">word"],
            ["redis-server", "--masterauth", "word"],
            ["sh", "-c", "sysctl vm.overcommit_memory=1; exec redis-server --save ''"],
        ],
    ),
    Case(
        "redis-requires-password", "redis service", f"{SPEC}.args", [["--requirepass", "x"]], [["redis-server"], None]
    ),
    Case(
        "redis-no-empty-password",
        "redis",
        "command",
        [["redis-server", "--user", "default", "on", "nopass", word] for word in (">word", "#" + "ab" * 32)],
        [
            ["redis-server", "--requirepass", ""],
            ["redis-server", "--requirepass", "--save", "60"],
            ["redis-server", "--user", "default", "on", "nopass", "+@all"],
            ["redis-server", "--user", "default", "on", ">"],
            [
                "redis-server",
                "--user",
                "default",
                "on",
                "#" + "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
            ],
        ],
    ),
    Case("worker-graceful-stop", "worker", "destroyGraceSeconds", [1, 60], [0, None]),
    Case("worker-graceful-stop", "worker", "stopTimeout", [60, None], [0]),
    Case("worker-graceful-stop", "worker", "stopSignal", ["SIGTERM", "SIGINT", None], ["SIGQUIT", "quit", "9", "KILL"]),
    Case("worker-graceful-stop", "worker service", f"{SPEC}.stopGracePeriod", ["10s", None, "1h2m3.5s"], ["0s"]),
    Case("worker-graceful-stop-short", "worker", "destroyGraceSeconds", [60], [29]),
    Case("worker-graceful-stop-short", "worker", "stopTimeout", [30], [None, 10]),
    Case(
        "worker-graceful-stop-short", "worker service", f"{SPEC}.stopGracePeriod", ["30s", "1m"], [None, "29s", "500ms"]
    ),
    Case("container-healthcheck", "worker", "healthcheck.tests", [["CMD", "/alive"]], [None, [], ["NONE"]]),
    Case("container-healthcheck", "worker", "healthcheck.tests", [], [["CMD", "curl", "http://localhost:8000/"]]),
    Case("container-healthcheck", "beat", "healthcheck.tests", [], [["CMD-SHELL", "curl localhost:8000 || exit 1"]]),
    Case("container-healthcheck", "web", "healthcheck.tests", [WEB_TEST], [None]),
    Case("container-healthcheck", "redis", "healthcheck.tests", [["CMD", "redis-cli", "ping"]], [None]),
    Case("container-healthcheck", "worker service", f"{SPEC}.healthcheck", [{"tests": ["CMD", "x"]}], [None]),
    Case(
        "web-health-endpoint",
        "web",
        "healthcheck.tests",
        [None, WEB_TEST],
        [["CMD-SHELL", "curl http://a:80/status || exit 1"]],
    ),
    Case("web-health-endpoint", "web", "healthcheck.tests", [], [["CMD", "curl", "http://localhost:8000"]]),
    Case(
        "one-process-per-container", "worker", "command", [["sh", "-c", "a && celery worker"]], [["supervisord", "-n"]]
    ),
    Case("one-process-per-container", "worker", "command", [], [["sh", "-c", "celery worker & celery beat"]]),
    Case("one-process-per-container", "worker service", f"{SPEC}.args", [], [["celery", "multi", "start", "2"]]),
    Case(
        "one-process-per-container-embedded",
        "worker",
        "command",
        [["celery", "worker", "-Qb"]],
        [["celery", "worker", "-B"]],
    ),
    Case("celery-log-level", "worker", "command", [["celery", "worker"]], [["celery", "worker", "-l", "DEBUG"]]),
    Case("celery-log-level-info", "worker", "command", [], [["celery", "worker", "--loglevel=info"]]),
]
