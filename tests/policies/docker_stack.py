"""Whole stacks on Docker as people write them, with what is not known at their preview."""

from base64 import b64encode
from typing import Any

from docker_resources import CONFINED, DEFAULTS
from judged import Given
from pack_server import UNKNOWN, secret

ID = f"sha256:{'ab' * 32}"
PASSWORD = "drawn-at-random-by-the-stack"
REDIS_CONF = "# of the team\nmaxmemory-policy noeviction\nrequirepass drawn-at-random-by-it\n"
SOCKET = {"hostPath": "/var/run/docker.sock", "containerPath": "/var/run/docker.sock", "readOnly": True}
BUILT = "docker:index/image:Image"
CELERY = ["celery", "-A", "shop.celery:app"]


def container(name: str, *networks: str, made_by: str = "", **more: Any) -> Given:
    """A container in networks that are resources, as its image may be, with the provider's defaults."""
    joined = [{"name": network, "aliases": [name]} for network in networks]
    given = {**DEFAULTS, "name": name, "restart": "unless-stopped", "networksAdvanced": joined, **more}
    sources = {
        "networksAdvanced": [f"{network}-network" for network in networks],
        "image": [made_by] if made_by else [],
    }
    return Given(".Container", name, given, sources)


def process(name: str, command: list[str], **more: Any) -> Given:
    """One of the application's."""
    kept = {"user": "10001:10001", "destroyGraceSeconds": 60, "stopTimeout": 60, "logDriver": "gelf"}
    alive = {"tests": ["CMD", "test", "-f", "/tmp/alive"], "interval": "30s"}
    all_of_it = {**CONFINED, **kept, "healthcheck": alive, "command": command, **more}
    return container(name, "backend", "frontend", made_by="shop-image", **all_of_it)


def by_hand(image: str = UNKNOWN, password: str = UNKNOWN) -> dict[str, Given]:
    """Containers; the ids of images and the password are not known at a preview."""
    url = password if password == UNKNOWN else secret(f"CELERY_BROKER_URL=redis://:{password}@redis:6379/0")
    envs = ["DJANGO_SETTINGS_MODULE=shop.settings", url]
    app: dict[str, Any] = {"image": image, "envs": envs}
    server = ["redis-server", "--appendonly", "yes", "--maxmemory-policy", "noeviction", "--requirepass"]
    health = ["CMD-SHELL", "curl -fsS http://localhost:8000/health || exit 1"]
    flower = [*CELERY, "flower", "--port=5555", "--url-prefix=flower"]
    login = UNKNOWN if password == UNKNOWN else secret(f"FLOWER_BASIC_AUTH=admin:{password}")
    resources = [
        Given(".Network", "backend-network", {"name": "backend", "internal": True}),
        Given(".Network", "frontend-network", {"name": "frontend"}),
        Given(".RemoteImage", "redis-image", {"name": "redis:7.4.1-alpine", "keepLocally": True}),
        Given(BUILT, "shop-image", {"imageName": "registry.example/shop:latest", "build": {"context": "."}}),
        container(
            *("redis", "backend"),
            made_by="redis-image",
            **{**CONFINED, "image": image, "user": "redis", "command": [*server, secret(password)]},
            volumes=[{"volumeName": "redis-data", "containerPath": "/data"}],
            healthcheck={"tests": ["CMD-SHELL", "redis-cli ping | grep -q PONG"], "interval": "10s"},
        ),
        container("migrate", "backend", **app, made_by="shop-image", command=["./manage.py", "migrate"], restart="no"),
        process("web", ["gunicorn", "shop.wsgi", "--bind=0.0.0.0:8000"], **app, healthcheck={"tests": health}),
        process("worker", [*CELERY, "worker", "--concurrency=4", "--loglevel=WARNING"], **app),
        process("beat", ["sh", "-c", f"rm -f /tmp/beat.pid && exec {' '.join(CELERY)} beat -s /data/schedule"], **app),
        container(
            "flower", "backend", made_by="shop-image", **CONFINED, image=image, command=flower, envs=[url, login]
        ),
        container("postgres", "backend", image="postgres:16.4", envs=["POSTGRES_PASSWORD_FILE=/run/secrets/postgres"]),
        container("nginx", "frontend", image="nginx", ports=[{"internal": 443, "external": 443, "ip": "0.0.0.0"}]),
        container("traefik", "frontend", image="traefik:v3.1", volumes=[SOCKET], command=["--providers.docker=true"]),
        container("cadvisor", "frontend", image="gcr.io/cadvisor/cadvisor", privileged=True, pidMode="host"),
    ]
    return {one.name: one for one in resources}


def service(name: str, spec: dict[str, Any], *networks: str, **more: Any) -> Given:
    """A service of a swarm; networks go by their ids, which are not known at a preview."""
    task = {
        "containerSpec": {"capDrops": ["ALL"], "readOnly": True, **spec},
        "networksAdvanceds": [{"name": UNKNOWN, "aliases": [name]} for _ in networks],
        "resources": {"limits": {"memoryBytes": 536870912, "nanoCpus": 500000000}},
        "logDriver": {"name": "gelf"},
    }
    sources = [*(f"{network}-network" for network in networks), *(["redis-conf"] if "configs" in spec else [])]
    return Given(".Service", name, {"name": name, "taskSpec": task, **more}, {"taskSpec": sources})


def swarm() -> dict[str, Given]:
    """Services, at their preview."""
    alive = {"healthcheck": {"tests": ["CMD", "/alive"]}, "stopGracePeriod": "1m30s", "user": "app"}
    app = {"image": "registry.example/shop:2.3.1", "env": {"CELERY_BROKER_URL": UNKNOWN}, **alive}
    web = {**app, "healthcheck": {"tests": ["CMD", "wget", "-qO-", "localhost:8000/health"]}}
    configs = [{"configId": UNKNOWN, "configName": UNKNOWN, "fileName": "/etc/redis.conf"}]
    redis = {"image": "valkey/valkey:8.0", "args": ["/etc/redis.conf"], "configs": configs}
    rolling = {"updateConfig": {"order": "start-first"}, "mode": {"replicated": {"replicas": 6}}}
    published = {"endpointSpec": {"ports": [{"targetPort": 8000, "publishedPort": 80}]}}
    resources = [
        Given(".Network", "backend-network", {"name": "backend", "driver": "overlay", "internal": True}),
        Given(".Network", "frontend-network", {"name": "frontend", "driver": "overlay"}),
        Given(".ServiceConfig", "redis-conf", {"data": b64encode(REDIS_CONF.encode()).decode()}),
        service("redis", {**redis, "healthcheck": {"tests": ["CMD", "valkey-cli", "ping"]}}, "backend"),
        service("web", {**web, "args": ["uvicorn", "shop:app"]}, "backend", "frontend", **rolling, **published),
        service("worker", {**app, "args": [*CELERY, "worker"]}, "backend", "frontend", **rolling),
        service("beat", {**app, "args": [*CELERY, "beat"]}, "backend", mode={"replicated": {"replicas": 1}}),
    ]
    return {one.name: one for one in resources}
