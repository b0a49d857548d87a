"""Processes in containers and services of the Docker provider, and what rules say of how they are kept alive."""

from typing import Any

from case import Case
from docker_resources import BEAT, CLOSED, DEFAULTS, OPEN, REDIS, WEB, WEB_TEST, WORKER, service

AROUND = [CLOSED, OPEN]

SOUND: dict[str, tuple[str, dict[str, Any]]] = {
    "worker": (".Container", WORKER),
    "beat": (".Container", BEAT),
    "web": (".Container", WEB),
    "worker service": (".Service", service(WORKER)),
    "beat service": (".Service", service(BEAT)),
    "web service": (".Service", service(WEB)),
    "redis": (".Container", REDIS),
    "redis service": (".Service", service(REDIS)),
    "postgres": (".Container", {**DEFAULTS, "image": "postgres:16", "ports": [{"internal": 5432, "ip": "0.0.0.0"}]}),
    "migration": (".Container", {**DEFAULTS, "command": ["python", "manage.py", "migrate"], "user": "root"}),
    "airflow": (".Container", {**DEFAULTS, "image": "apache/airflow:2.10.1", "command": ["celery", "worker"]}),
    "exporter": (".Container", {**DEFAULTS, "image": "oliver006/redis_exporter", "ports": [{"internal": 9121}]}),
    "commander": (".Container", {**DEFAULTS, "image": "rediscommander/redis-commander", "publishAllPorts": True}),
    "cli": (".Container", {**DEFAULTS, "image": "redis:7", "command": ["redis-cli", "-h", "redis", "ping"]}),
    "sentinel": (".Container", {**DEFAULTS, "image": "redis:7", "command": ["redis-server", "/s.conf", "--sentinel"]}),
}


SPEC = "taskSpec.containerSpec"
PING = ["CMD", "celery", "-A", "shop.celery:app", "inspect", "ping", "-d", "celery@$HOSTNAME"]
STATUS = ["CMD-SHELL", "celery --app=shop --workdir /app -b $BROKER status | grep -q OK || exit 1"]
BY_CODE = ["CMD", "python", "-c", "from shop.celery import app; assert app.control.inspect().ping()"]

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
    Case("worker-not-root", "worker", "command", [], [["celery", "-A", "shop", "worker", "--uid=0"]]),
    Case("worker-not-root-unset", "worker", "user", ["app"], [None, "", ":5"]),
    Case("worker-not-root-unset", "worker", "entrypoints", [["gosu", "app"]], []),
    Case("worker-not-root-unset", "worker service", f"{SPEC}.user", ["app"], [None]),
    Case(
        "celery-no-force-root",
        "worker",
        "envs",
        [[], ["C_FORCE_ROOT="], ["FORCE_ROOT=1"]],
        [[f"C_FORCE_ROOT={yes}"] for yes in ("true", "1", "True", "yes", "0", "false", " ")],
    ),
    Case("celery-no-force-root", "worker", "command", [], [["sh", "-c", "C_FORCE_ROOT=1 celery -A shop worker"]]),
    Case("celery-no-force-root", "worker service", f"{SPEC}.env", [{}, {"A": "b"}], [{"C_FORCE_ROOT": "true"}]),
    Case(
        "celery-not-detached",
        "worker",
        "command",
        [["celery", "-A", "shop", "worker", "--pidfile=/tmp/worker.pid"], ["celery", "worker", "-Q", "detach"]],
        [["celery", "-A", "shop", "worker", "--detach"], ["celery", "worker", "-D"]],
    ),
    Case("celery-not-detached", "beat service", f"{SPEC}.args", [], [["celery", "-A", "shop", "beat", "--detach"]]),
    Case("restart-always", "worker", "restart", ["always", "unless-stopped"], ["no", "on-failure", None]),
    Case("restart-always", "redis", "restart", ["always"], ["no", "on-failure"]),
    Case("restart-always", "worker service", "taskSpec.restartPolicy", [None, {"condition": "any"}], []),
    Case("restart-always", "worker service", "taskSpec.restartPolicy.condition", ["any"], ["none", "on-failure"]),
    Case(
        "broker-url-has-credentials",
        "worker",
        "command",
        [["celery", "-A", "shop", "worker", "--", "broker_url=redis://localhost/0"]],
        [
            ["celery", "-A", "shop", "worker", "--", f"{name}=redis://redis/0"]
            for name in ("broker_url", "result_backend")
        ],
    ),
    Case("restart-always", "worker service", "taskSpec.restartPolicy.maxAttempts", [None, 0], [3]),
    Case("worker-graceful-stop", "worker", "destroyGraceSeconds", [1, 60], [0, None]),
    Case("worker-graceful-stop", "worker", "stopTimeout", [60, None], [0]),
    Case("worker-graceful-stop", "worker", "stopSignal", ["SIGTERM", "SIGINT", None], ["SIGQUIT", "quit", "9", "KILL"]),
    Case("worker-graceful-stop", "worker service", f"{SPEC}.stopGracePeriod", ["10s", "1h2m3.5s"], [None, "0s", "0"]),
    Case("worker-graceful-stop-short", "worker", "destroyGraceSeconds", [60], [29]),
    Case("worker-graceful-stop-short", "worker", "stopTimeout", [60], [None, 10]),
    Case(
        "worker-graceful-stop-short",
        "worker service",
        f"{SPEC}.stopGracePeriod",
        ["60s", "1m", "1.5m"],
        ["29s", "500ms", ".5s", "1us"],
    ),
    Case("celery-beat-not-replicated", "beat service", "mode", [None, {"replicated": {"replicas": 1}}], []),
    Case(
        "celery-beat-not-replicated",
        "beat service",
        "mode",
        [{"global": False}],
        [{"global": True}, {"replicated": {"replicas": 2}}],
    ),
    Case(
        "celery-beat-no-overlap-on-deploy", "beat service", "updateConfig.order", ["stop-first", None], ["start-first"]
    ),
    Case("celery-beat-no-overlap-on-deploy", "worker service", "updateConfig.order", ["start-first"], []),
    Case("container-healthcheck", "worker", "healthcheck.tests", [["CMD", "/alive"]], [None, [], ["NONE"]]),
    Case("container-healthcheck", "worker", "healthcheck.tests", [], [["CMD", "curl", "http://localhost:8000/"]]),
    Case("container-healthcheck", "beat", "healthcheck.tests", [], [["CMD-SHELL", "curl localhost:8000 || exit 1"]]),
    Case("container-healthcheck", "web", "healthcheck.tests", [WEB_TEST], [None]),
    Case("container-healthcheck", "redis", "healthcheck.tests", [["CMD", "redis-cli", "ping"]], [None]),
    Case("container-healthcheck", "worker service", f"{SPEC}.healthcheck", [{"tests": ["CMD", "x"]}], [None]),
    Case(
        "health-check-is-cheap",
        "worker",
        "healthcheck",
        [
            *({"tests": test, "interval": every} for test in (PING, STATUS, BY_CODE) for every in ("60s", "1m30s")),
            {"tests": ["CMD", "pgrep", "-f", "celery worker"], "interval": "5s"},
            {"tests": ["CMD-SHELL", "celery-alive || supervisorctl status"]},
        ],
        [{"tests": test, "interval": every} for test in (PING, STATUS, BY_CODE) for every in (None, "0s", "59s", "5s")],
    ),
    Case("health-check-is-cheap", "worker service", f"{SPEC}.healthcheck.tests", [["CMD", "/alive"]], [PING]),
    Case(
        "web-health-endpoint",
        "web",
        "healthcheck.tests",
        [
            None,
            WEB_TEST,
            ["CMD-SHELL", "curl -f localhost:8000/health/ || exit 1"],
            ["CMD", "wget", "[::1]/health?a=b"],
        ],
        [["CMD-SHELL", "curl http://a:80/status || exit 1"], ["CMD-SHELL", "wget -q --spider 127.0.0.1:$PORT"]],
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
    Case("celery-log-level-info", "worker", "logDriver", ["fluentd"], []),
]
