"""Texts that people write on machines, made of their parts, and scripts that write them there."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

Value = str | Sequence[str] | None

SANDBOX = {
    "NoNewPrivileges": "true",
    "ProtectSystem": "strict",
    "ProtectHome": "true",
    "PrivateTmp": "true",
    "CapabilityBoundingSet": "",
    "ReadWritePaths": "/var/lib/shop",
}
KEPT = {
    "Type": "exec",
    "User": "shop",
    "Group": "shop",
    "WorkingDirectory": "/srv/shop",
    "Restart": "always",
    "RestartSec": "5",
    "KillMode": "mixed",
    "TimeoutStopSec": "120",
}
WORKER = "/srv/shop/.venv/bin/celery -A shop worker --loglevel=WARNING --concurrency=4"
BEAT = "/srv/shop/.venv/bin/celery -A shop beat --loglevel=WARNING --schedule=/var/lib/shop/beat"
ENVIRONMENT = "CELERY_BROKER_URL=redis://default:n0t-easily-guessed-at-all@127.0.0.1:6379/0\n"
REMOTE, LOCAL, COPY = "command:remote:Command", "command:local:Command", "command:remote:CopyToRemote"
CONNECTION = {"host": "10.0.0.7", "user": "deploy", "privateKey": "hidden"}
WORKER_UNIT, BEAT_UNIT = "/etc/systemd/system/celery.service", "/etc/systemd/system/celerybeat.service"
REDIS_UNIT, REDIS_CONF = "/etc/systemd/system/redis.service", "/etc/redis/redis.conf"
PROGRAMS = "/etc/supervisor/conf.d/shop.conf"
REDIS = "/usr/bin/redis-server /etc/redis/redis.conf --supervised systemd --daemonize no"
WEB = "/srv/shop/.venv/bin/gunicorn shop.wsgi --bind 127.0.0.1:8000"
CELERY = "/srv/shop/.venv/bin/celery"


def unit(command: str = WORKER, **changes: Value) -> str:
    """A hardened service with directives changed; None leaves one out."""
    directives: Mapping[str, Value] = {"ExecStart": command, **KEPT, **SANDBOX, **changes}
    service = [f"{name}={value}" for name, values in directives.items() for value in _each(values)]
    before = ["[Unit]", "Description=Shop", "After=network.target", ""]
    return "\n".join([*before, "[Service]", *service, "", "[Install]", "WantedBy=multi-user.target", ""])


def program(command: str = WORKER, name: str = "worker", **changes: Value) -> str:
    """A program of Supervisor with options changed; None leaves one out."""
    options: Mapping[str, Value] = {
        "command": command,
        "directory": "/srv/shop",
        "user": "shop",
        "autostart": "true",
        "autorestart": "true",
        "stopwaitsecs": "120",
        "stopasgroup": "false",
        "killasgroup": "true",
        **changes,
    }
    return "\n".join(
        [f"[program:{name}]", *(f"{key}={value}" for key, value in options.items() if value is not None), ""]
    )


def redis_conf(**changes: Value) -> str:
    """A configuration of Redis with directives changed; None leaves one out, `_` is a dash."""
    directives: Mapping[str, Value] = {
        "bind": "127.0.0.1 -::1",
        "port": "6379",
        "protected_mode": "yes",
        "requirepass": "n0t-easily-guessed-at-all",
        "maxmemory": "512mb",
        "maxmemory_policy": "noeviction",
        "appendonly": "yes",
        **changes,
    }
    return "".join(f"{name.replace('_', '-')} {value}\n" for name, value in directives.items() if value is not None)


def written(*files: tuple[str, str]) -> str:
    """A script that writes files, each by its path and text."""
    return "set -eu\n" + "".join(f"sudo tee {path} > /dev/null <<'EOF'\n{text}EOF\n" for path, text in files)


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


def _each(values: Value) -> Sequence[str]:
    if values is None:
        return ()
    return [values] if isinstance(values, str) else values
