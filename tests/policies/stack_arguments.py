"""Arguments of a CeleryStack as people write them: a sound one, and ways to change it."""

from copy import deepcopy
from typing import Any

from pack_server import secret

SOUND: dict[str, Any] = {
    "app": {
        "module": "shop.celery:app",
        "source": "src",
        "settings": {"accept_content": ["json"], "result_expires": 3600, "broker_pool_limit": 5},
        "env": {"DJANGO_SETTINGS_MODULE": "shop.settings"},
        "secrets": secret({"SECRET_KEY": secret("hidden")}),
        "stop_grace": 60,
    },
    "target": {"host": {"user": "shop"}},
    "broker": {"bind": "127.0.0.1", "password": secret("a long password that is not shown")},
    "web": {"wsgi": "shop.wsgi:application", "health_path": "/health", "log_level": "warning"},
    "workers": {"mail": {"queues": ["mail"], "log_level": "error"}, "default": {}},
    "beat": {"max_interval": 30},
}

LOG = {"driver": "gelf"}
"""Sends what processes in containers write to a log server."""


def stack(path: str, value: Any) -> dict[str, Any]:
    """The sound stack with the argument at `path` set; None as in YAML's null."""
    return changed(SOUND, path, value)


def elsewhere(kind: str, **target: Any) -> dict[str, Any]:
    """The sound stack in another kind of place, where Redis has a network instead of an address."""
    broker = {key: value for key, value in SOUND["broker"].items() if key != "bind"}
    given = target if kind == "host" else {"log": LOG, **target}
    return deepcopy({**SOUND, "target": {kind: given}, "broker": broker})


def changed(arguments: dict[str, Any], path: str, value: Any) -> dict[str, Any]:
    """The arguments with the one at `path` set."""
    result = deepcopy(arguments)
    *parents, last = path.split(".")
    place = result
    for key in parents:
        place = place.setdefault(key, {})
    place[last] = value
    return result
