"""Every rule's good and bad values, by the argument of a CeleryStack that holds them."""

from typing import Any, NamedTuple

from pack_server import secret


class Case(NamedTuple):
    """An argument, the values that a rule passes, and those that it stops."""

    rule: str
    path: str
    good: list[Any]
    bad: list[Any]


SETTINGS = "app.settings"
CASES = [
    Case("redis-no-empty-password", "broker.password", ["x", secret("x")], ["", secret("")]),
    Case("redis-not-published", "broker.bind", ["127.0.0.1", "10.0.0.5", "::1"], ["8.8.8.8", "0.0.0.0", "10.0.0.5 ::"]),
    Case(
        "redis-bind-not-wildcard",
        "broker.bind",
        ["localhost", "8.8.8.8"],
        ["0.0.0.0", "*", "::", "[::]", "-::", "-::*", "0::0"],
    ),
    Case(
        "celery-json-only", f"{SETTINGS}.accept_content", [["json"], ["application/json", "auth"]], [["json", "pickle"]]
    ),
    Case("celery-json-only", f"{SETTINGS}.result_accept_content", [["json"], []], [["application/x-python-serialize"]]),
    Case(
        "celery-json-only",
        f"{SETTINGS}.task_serializer",
        ["json", "JSON", "auth"],
        ["pickle", "Pickle", "yaml", "msgpack"],
    ),
    Case("celery-json-only", f"{SETTINGS}.result_serializer", ["json"], ["pickle"]),
    Case("celery-json-only", f"{SETTINGS}.event_serializer", ["json"], ["pickle"]),
    Case("worker-not-root", "target.host.user", ["shop", "1000", "1000:0"], ["root", "0", "root:root", "0:0"]),
    Case("celery-result-expires", f"{SETTINGS}.result_expires", [1, 86400], [0, None, -1, -1234567]),
    Case("celery-pool-limit", f"{SETTINGS}.broker_pool_limit", [1, 10], [0, None, -1]),
    Case("celery-no-force-root", "app.env", [{}, {"C_FORCE_ROOT": ""}], [{"C_FORCE_ROOT": "1"}, {"C_FORCE_ROOT": "0"}]),
    Case(
        "celery-visibility-timeout",
        f"{SETTINGS}.broker_transport_options",
        [{}, {"visibility_timeout": 3600}, {"visibility_timeout": None}],
        [{"visibility_timeout": 600}, {"visibility_timeout": 90}],
    ),
    Case("celery-log-level", "web.log_level", ["info", "warning"], ["debug", "DEBUG"]),
    Case("celery-log-level", "workers.mail.log_level", ["error"], ["debug"]),
    Case("celery-log-level", "beat.log_level", ["critical"], ["debug"]),
    Case("celery-log-level-info", "workers.default.log_level", ["warning", "debug"], ["info", "INFO"]),
    Case("web-health-endpoint", "web.health_path", ["/health", "/health/", "/health/live"], ["", "/", "/status"]),
    Case("web-health-endpoint", "app.runtime", [True, None], [False]),
    Case("worker-graceful-stop", "app.stop_grace", [1, 600], [0, -5]),
    Case("worker-graceful-stop-short", "app.stop_grace", [60, 0], [1, 59]),
]
