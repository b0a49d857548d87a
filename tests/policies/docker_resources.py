"""Sound containers and services of the Docker provider, as people write them by hand.

The provider's own defaults are in them, as the engine fills them in before a policy sees a resource.
"""

from typing import Any

from pack_server import secret

BROKER_URL = "redis://default:hidden@redis:6379/0"
CLOSED = (".Network backend", {"name": "backend", "internal": True})
OPEN = (".Network frontend", {"name": "frontend"})
DEFAULTS = {"restart": "no", "networkMode": "bridge", "mustRun": True, "start": True}
CONFINED = {
    "capabilities": {"drops": ["ALL"]},
    "securityOpts": ["no-new-privileges:true"],
    "readOnly": True,
    "memory": 512,
    "cpus": "0.5",
}
ALIVE = {
    "user": "1000:1000",
    "restart": "always",
    "destroyGraceSeconds": 60,
    "stopTimeout": 60,
    "healthcheck": {"tests": ["CMD", "/alive"], "interval": "0s", "__defaults": ["interval"]},
    "logDriver": "fluentd",
}
WORKER = {
    **DEFAULTS,
    **CONFINED,
    **ALIVE,
    "image": "registry.example/shop:1.4",
    "command": ["celery", "-A", "shop", "worker"],
    "envs": ["DJANGO_SETTINGS_MODULE=shop.settings"],
    "networksAdvanced": [{"name": "backend"}, {"name": "frontend"}],
}
BEAT = {**WORKER, "command": ["celery", "-A", "shop", "beat"]}
WEB_TEST = ["CMD", "curl", "-f", "http://localhost:8000/health"]
WEB = {**WORKER, "command": ["gunicorn", "shop.wsgi"], "healthcheck": {"tests": WEB_TEST}}
REDIS = {
    **DEFAULTS,
    **CONFINED,
    "image": "redis:7.4-alpine",
    "command": [
        *("redis-server", "--maxmemory-policy", "noeviction"),
        *("--requirepass", secret("what nobody guesses so soon")),
    ],
    "restart": "unless-stopped",
    "healthcheck": {"tests": ["CMD", "redis-cli", "ping"]},
    "networksAdvanced": [{"name": "backend", "aliases": ["redis"]}],
}
FLOWER = {
    **DEFAULTS,
    **CONFINED,
    "image": "mher/flower:2.0",
    "command": ["celery", "-A", "shop", "flower"],
    "envs": [f"FLOWER_BASIC_AUTH={'admin:'}hidden"],
    "networksAdvanced": [{"name": "backend"}],
    "labels": [{"label": "traefik.enable", "value": "true"}],
}


def service(container: dict[str, Any], **more: Any) -> dict[str, Any]:
    """A service of such a container."""
    same = ("image", "user", "healthcheck", "readOnly", "mounts", "stopSignal")
    spec = {key: value for key, value in container.items() if key in same}
    spec |= {"args": container["command"], "stopGracePeriod": "1m0s", "capDrops": ["ALL"]}
    task: dict[str, Any] = {
        "containerSpec": spec,
        "resources": {"limits": {"memoryBytes": 536870912, "nanoCpus": 500000000}},
        "networksAdvanceds": container["networksAdvanced"],
        "logDriver": {"name": "fluentd"},
    }
    return {"taskSpec": task, **more}
