"""Units, programs and configurations that people write on machines, and what rules say of each change in them."""

from collections.abc import Callable
from typing import Any

from case import Case
from host_texts import BEAT, ENVIRONMENT, WORKER, Value, program, redis_conf, unit, written

REMOTE, LOCAL, COPY = "command:remote:Command", "command:local:Command", "command:remote:CopyToRemote"
CONNECTION = {"host": "10.0.0.7", "user": "deploy", "privateKey": "hidden"}
WORKER_UNIT, BEAT_UNIT = "/etc/systemd/system/celery.service", "/etc/systemd/system/celerybeat.service"
REDIS_UNIT, REDIS_CONF = "/etc/systemd/system/redis.service", "/etc/redis/redis.conf"
PROGRAMS = "/etc/supervisor/conf.d/shop.conf"
REDIS = "/usr/bin/redis-server /etc/redis/redis.conf --supervised systemd --daemonize no"
WEB = "/srv/shop/.venv/bin/gunicorn shop.wsgi --bind 127.0.0.1:8000"
CELERY = "/srv/shop/.venv/bin/celery"


def remote(create: str, **more: Any) -> tuple[str, dict[str, Any]]:
    """A command on another machine."""
    return REMOTE, {"connection": CONNECTION, "create": create, **more}


def units(command: str = WORKER, **changes: Value) -> str:
    """A script that writes the unit of a worker, and of what else `command` says."""
    return f"{written((WORKER_UNIT, unit(command, **changes)))}sudo systemctl enable --now celery\n"


def programs(command: str = WORKER, name: str = "worker", **changes: Value) -> str:
    """A script that writes the program of a worker."""
    return f"{written((PROGRAMS, program(command, name, **changes)))}sudo supervisorctl update\n"


def redis(**changes: Value) -> str:
    """A script that writes the configuration of a Redis."""
    return written((REDIS_CONF, redis_conf(**changes)))


def each(build: Callable[..., str], name: str, values: list[Value]) -> list[str]:
    """Scripts with one directive at each of these values."""
    return [build(**{name: value}) for value in values]


SOUND: dict[str, tuple[str, dict[str, Any]]] = {
    "unit": remote(units()),
    "beat unit": remote(written((BEAT_UNIT, unit(BEAT)))),
    "web unit": remote(written(("/etc/systemd/system/web.service", unit(WEB, KillMode=None)))),
    "unit with a file of variables": remote(
        written(("/etc/shop.env", ENVIRONMENT), (WORKER_UNIT, unit(EnvironmentFile="/etc/shop.env")))
    ),
    "programs": remote(programs() + written(("/etc/supervisor/conf.d/beat.conf", program(BEAT, "beat")))),
    "redis": remote(redis()),
    "redis unit": remote(
        written((REDIS_CONF, redis_conf()), (REDIS_UNIT, unit(REDIS, User="redis", KillMode=None, TimeoutStopSec=None)))
    ),
    "plain commands": remote("sudo apt-get install -y redis-server supervisor\nsudo systemctl restart celery redis"),
    "other units": remote(
        written(("/etc/systemd/system/node.service", "[Service]\nUser=root\nExecStart=/usr/bin/node x.js\n"))
    ),
    "local": (LOCAL, {"create": "kubectl apply -f - && ./manage.py migrate", "environment": {"REDIS_PASSWORD": "x"}}),
    "other language": (LOCAL, {"create": "celery -A shop worker &", "interpreter": ["python3", "-c"]}),
    "copied": (COPY, {"connection": CONNECTION, "remotePath": "/srv/shop/logo.svg", "source": "logo.svg"}),
}

CASES = [
    Case(
        "worker-not-root", "unit", "create", each(units, "User", ["shop", "1000"]), each(units, "User", ["root", "0"])
    ),
    Case("worker-not-root", "unit", "create", [], [units(f"+{WORKER}"), units(f"/usr/bin/sudo -u root {WORKER}")]),
    Case(
        "worker-not-root-unset",
        "unit",
        "create",
        [units(User=None, DynamicUser="yes")],
        each(units, "User", [None, ""]),
    ),
    Case("worker-not-root", "programs", "create", [programs(user="shop")], each(programs, "user", ["root", "0"])),
    Case(
        "worker-not-root",
        "programs",
        "create",
        [],
        [written((PROGRAMS, f"[supervisord]\nuser=root\n{program(user=None)}"))],
    ),
    Case("worker-not-root", "programs", "create", [written((PROGRAMS, f"[supervisord]\nuser=root\n{program()}"))], []),
    Case("worker-not-root-unset", "programs", "create", [programs()], [programs(user=None)]),
    Case(
        "celery-no-force-root",
        "unit",
        "create",
        each(units, "Environment", ["A=b", '"NO_C_FORCE_ROOT=1"', "C_FORCE_ROOT="]),
        each(units, "Environment", ["C_FORCE_ROOT=1", '"A=b c" "C_FORCE_ROOT=true"', ["A=b", "C_FORCE_ROOT=1"]]),
    ),
    Case(
        "celery-no-force-root",
        "programs",
        "create",
        each(programs, "environment", ['A="b"', 'A="C_FORCE_ROOT"']),
        each(programs, "environment", ['C_FORCE_ROOT="true"', "A='b',C_FORCE_ROOT=1", 'A="x,y", C_FORCE_ROOT = "1"']),
    ),
    Case(
        "celery-no-force-root", "unit", "create", [], [written(("/etc/default/celeryd", 'export C_FORCE_ROOT="1"\n'))]
    ),
    Case(
        "restart-always",
        "unit",
        "create",
        [units(), units(Restart="Always")],
        each(units, "Restart", [None, "no", "on-failure", "on-abnormal", "unless-stopped", ""]),
    ),
    Case("restart-always", "programs", "create", each(programs, "autorestart", ["true", "1", None, "unexpected"]), []),
    Case("restart-always", "programs", "create", [], each(programs, "autorestart", ["false", "no", "False"])),
    Case(
        "restart-always",
        "redis unit",
        "create",
        [written((REDIS_UNIT, unit("/usr/bin/redis-server")))],
        [written((REDIS_UNIT, unit("/usr/bin/redis-server", Restart=value))) for value in (None, "on-failure")],
    ),
    Case(
        "worker-graceful-stop",
        "unit",
        "create",
        each(units, "TimeoutStopSec", [None, "60", "5min 20s", "infinity"]),
        each(units, "TimeoutStopSec", ["0", "0s"]),
    ),
    Case(
        "worker-graceful-stop",
        "unit",
        "create",
        each(units, "KillSignal", [None, "SIGTERM", "SIGINT"]),
        each(units, "KillSignal", ["SIGQUIT", "QUIT", "SIGKILL", "9"]),
    ),
    Case(
        "worker-graceful-stop",
        "unit",
        "create",
        each(units, "ExecStop", ["/bin/kill -s TERM $MAINPID", f"{CELERY} -A shop control shutdown"]),
        each(
            units,
            "ExecStop",
            ["/bin/kill -9 $MAINPID", "/bin/kill -s QUIT $MAINPID", "/bin/sh -c 'pkill -KILL celery'"],
        ),
    ),
    Case(
        "worker-graceful-stop", "unit", "create", [units(KillSignal="SIGQUIT", Environment="REMAP_SIGTERM=SIGQUIT")], []
    ),
    Case(
        "worker-graceful-stop",
        "programs",
        "create",
        each(programs, "stopsignal", [None, "TERM", "INT"]),
        each(programs, "stopsignal", ["QUIT", "KILL", "SIGQUIT"]),
    ),
    Case("worker-graceful-stop", "programs", "create", [programs(stopwaitsecs="600")], [programs(stopwaitsecs="0")]),
    Case(
        "worker-graceful-stop-short",
        "unit",
        "create",
        each(units, "TimeoutStopSec", [None, "2min", "infinity"]),
        [*each(units, "TimeoutStopSec", ["5", "30s", "500ms"]), units(TimeoutStopSec=None, TimeoutSec="10")],
    ),
    Case(
        "worker-graceful-stop-short", "programs", "create", [programs()], each(programs, "stopwaitsecs", [None, "10"])
    ),
    Case(
        "celery-not-detached",
        "unit",
        "create",
        [units(f"{WORKER} --pidfile=/run/shop.pid"), units(f"{CELERY} multi start w -A shop", Type="forking")],
        [units(f"{WORKER} --detach"), units(f"{WORKER} -D", Type="forking"), units(f"{CELERY} multi start w -A shop")],
    ),
    Case(
        "celery-not-detached",
        "programs",
        "create",
        [],
        [programs(f"{WORKER} --detach"), programs(f"{CELERY} multi start 2")],
    ),
    Case(
        "one-process-per-container",
        "unit",
        "create",
        [units("/usr/bin/supervisord -n"), units(f"/bin/sh -c 'migrate && exec {WORKER}'")],
        [units(f"/bin/sh -c '{WORKER} & exec {BEAT}'")],
    ),
    Case("one-process-per-container-embedded", "unit", "create", [units(f"{WORKER} -QB")], [units(f"{WORKER} -B")]),
    Case("celery-beat-not-replicated", "programs", "create", [], [programs(BEAT, "beat", numprocs="2")]),
    Case(
        "celery-beat-not-replicated",
        "beat unit",
        "create",
        [written(("/etc/systemd/system/beat@.service", unit(BEAT))) + "systemctl enable --now beat@main\n"],
        [
            written(("/etc/systemd/system/beat@.service", unit(BEAT))) + start
            for start in (
                "systemctl enable --now beat@1 beat@2",
                "sudo systemctl start beat@{1..3}.service",
                "systemctl enable beat@{a,b}",
            )
        ],
    ),
    Case(
        "celery-log-level",
        "unit",
        "create",
        [units(f"{CELERY} -A shop worker -l ERROR")],
        [
            units(f"{CELERY} -A shop worker -l DEBUG"),
            units(f"{CELERY} -A shop worker \\\n  --loglevel=debug \\\n  -c 2"),
        ],
    ),
    Case("celery-log-level", "unit", "create", [], [units(f"{CELERY} worker", Environment="CELERY_LOG_LEVEL=DEBUG")]),
    Case("celery-log-level", "programs", "create", [], [programs(f"{CELERY} -A shop worker -l debug")]),
    Case("celery-log-level-info", "unit", "create", [units()], [units(f"{CELERY} -A shop worker -l INFO")]),
    Case(
        "celery-json-only",
        "unit",
        "create",
        [units(Environment="CELERY_TASK_SERIALIZER=json")],
        [
            units(Environment="CELERY_TASK_SERIALIZER=pickle"),
            units(f"""{WORKER} -- 'accept_content=(list)["json","pickle"]'"""),
            written(("/srv/shop/celeryconfig.py", "accept_content = ['json', 'pickle']\n")),
            written(
                ("/etc/shop.env", "CELERY_ACCEPT_CONTENT=json,yaml\n"),
                (WORKER_UNIT, unit(EnvironmentFile="/etc/shop.env")),
            ),
        ],
    ),
    Case("celery-json-only", "programs", "create", [], [programs(environment='CELERY_RESULT_SERIALIZER="pickle"')]),
    Case(
        "celery-result-expires",
        "unit",
        "create",
        [],
        [written(("/srv/shop/celeryconfig.py", "result_expires = None\n"))],
    ),
    Case("celery-pool-limit", "unit", "create", [], [units(Environment="CELERY_BROKER_POOL_LIMIT=0")]),
    Case(
        "celery-visibility-timeout",
        "unit",
        "create",
        [units(Environment="CELERY_VISIBILITY_TIMEOUT=3600")],
        [units(f"{WORKER} --time-limit=7200", Environment="CELERY_VISIBILITY_TIMEOUT=3600")],
    ),
    Case("celery-task-time-limits", "unit", "create", [units(f"{WORKER} --time-limit=600")], []),
    Case(
        "broker-url-has-credentials",
        "unit",
        "create",
        each(
            units,
            "Environment",
            ["CELERY_BROKER_URL=redis://localhost:6379/0", "CELERY_BROKER_URL=redis://:${PW}@10.0.0.5"],
        ),
        [
            units(Environment="CELERY_BROKER_URL=redis://10.0.0.5:6379/0"),
            units(f"{CELERY} -A shop -b redis://10.0.0.5 worker -l WARNING"),
            written(("/etc/shop.env", "CELERY_RESULT_BACKEND=redis://redis.internal:6379/1\n")),
            written(("/srv/shop/celeryconfig.py", "broker_url = 'redis://10.0.0.5:6379/0'\n")),
        ],
    ),
    Case(
        "broker-url-has-credentials", "programs", "create", [], [programs(environment='BROKER_URL="redis://10.0.0.5"')]
    ),
    Case(
        "rediss-verifies-certificates",
        "unit",
        "create",
        [units(Environment="CELERY_BROKER_URL=rediss://u:n0t-easily-guessed@10.0.0.5/0?ssl_cert_reqs=required")],
        [units(Environment="CELERY_BROKER_URL=rediss://u:n0t-easily-guessed@10.0.0.5/0?ssl_cert_reqs=none")],
    ),
    Case(
        "rediss-verifies-certificates-absent",
        "unit",
        "create",
        [],
        [units(Environment="CELERY_BROKER_URL=rediss://u:p@h/0")],
    ),
    Case(
        "systemd-unit-hardened",
        "unit",
        "create",
        [
            *each(units, "ProtectSystem", ["full", "strict"]),
            *each(units, "ProtectHome", ["read-only", "tmpfs", "yes"]),
            *each(units, "CapabilityBoundingSet", ["", "~CAP_SYS_ADMIN"]),
            units(KillMode="process"),
            units(
                DynamicUser="yes",
                User=None,
                ProtectSystem=None,
                PrivateTmp=None,
                NoNewPrivileges=None,
                ProtectHome=None,
            ),
        ],
        [
            *each(units, "NoNewPrivileges", [None, "false"]),
            *each(units, "ProtectSystem", [None, "true", "no"]),
            *each(units, "ProtectHome", [None, "false"]),
            *each(units, "PrivateTmp", [None, "no"]),
            *each(units, "CapabilityBoundingSet", [None]),
            *each(units, "KillMode", [None, "control-group"]),
            *each(units, "Type", ["forking"]),
            *each(units, "Restart", [None, "on-failure"]),
        ],
    ),
    Case(
        "systemd-unit-hardened",
        "redis unit",
        "create",
        [],
        [written((REDIS_UNIT, unit("redis-server", PrivateTmp=None)))],
    ),
    Case(
        "supervisor-program-safe",
        "programs",
        "create",
        [programs(), programs(numprocs="4", process_name="%(program_name)s_%(process_num)02d")],
        [
            *each(programs, "autorestart", [None, "false", "unexpected"]),
            programs(autostart="false"),
            programs(stopasgroup="true"),
            programs(BEAT, "beat", numprocs="2"),
        ],
    ),
    Case(
        "redis-bind-not-wildcard",
        "redis",
        "create",
        [*each(redis, "bind", ["127.0.0.1", "10.0.0.5 127.0.0.1", None]), redis(bind=None, protected_mode=None)],
        [*each(redis, "bind", ["0.0.0.0", "* -::*", "::", "127.0.0.1 0.0.0.0"]), redis(bind=None, protected_mode="no")],
    ),
    Case(
        "redis-protected-mode",
        "redis",
        "create",
        [
            redis(protected_mode="no"),
            redis(protected_mode="no", requirepass=None, user="default on >n0t-easily-guessed ~* +@all"),
        ],
        [redis(protected_mode="no", requirepass=None), redis(protected_mode="no", requirepass='""')],
    ),
    Case(
        "redis-requires-password",
        "redis",
        "create",
        [
            redis(requirepass="x"),
            redis(requirepass=None),
            redis(bind="10.0.0.5", aclfile="/etc/redis/users.acl", requirepass=None),
        ],
        [
            redis(bind="10.0.0.5", requirepass=None),
            redis(bind="10.0.0.5", requirepass=None, user="app on >word ~* +@all"),
        ],
    ),
    Case(
        "redis-requires-password-unseen",
        "redis",
        "create",
        [],
        [written((REDIS_UNIT, unit("redis-server /etc/redis/redis.conf")))],
    ),
    Case(
        "redis-no-empty-password",
        "redis",
        "create",
        [],
        [redis(requirepass='""'), redis(user="default on nopass ~* +@all")],
    ),
    Case("redis-password-strength", "redis", "create", [redis()], [redis(requirepass="tooshort7")]),
    Case("redis-password-strength-default", "redis", "create", [redis()], [redis(requirepass="foobared")]),
    Case(
        "redis-not-published", "redis", "create", [redis(bind="10.0.0.5")], each(redis, "bind", ["8.8.8.8", "0.0.0.0"])
    ),
    Case("redis-never-evicts-unset", "redis", "create", [], [redis(maxmemory_policy=None)]),
    Case("flower-authenticated", "unit", "create", [], [units(f"{CELERY} -A shop flower --address=0.0.0.0")]),
]
