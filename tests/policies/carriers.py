"""Where a URL may stand: a resource of each family for each way to hand it to Celery, Redis or anything else."""

import base64
import json
from typing import Any

from pack_server import secret

FAULTS = {"user": "root", "restart": "no", "image": "shop", "publishAllPorts": True}
CELERY = ["celery", "-A", "shop"]
TASK, MAP, MACHINE = (
    "aws:ecs/taskDefinition:TaskDefinition",
    "kubernetes:core/v1:ConfigMap",
    "aws:ec2/instance:Instance",
)
UNIT = """[Service]
Environment=CELERY_BROKER_URL={0}
Environment='REDIS_URL={0}'
ExecStart=/v/celery -A s worker -b {0} -l debug
"""
WRITTEN = "cat > /etc/systemd/system/celery.service <<'E'\n{}\nE\nsystemctl enable --now celery\n"
CLOUD_INIT = """#cloud-config
write_files:
- path: /etc/systemd/system/w.service
  content: |
    {}
runcmd:
- {}
"""
FILES = {
    "celeryconfig.py": """
broker_url = '{0}'
result_backend = ['{0}', '{0}']
task_serializer = 'pickle'
redis_password = '{0}'
""",
    "app.env": """
CELERY_BROKER_URL={0}
export REDIS_URL='{0}'
CELERY_TASK_SERIALIZER=pickle
REDIS_PASSWORD={0}
""",
    "settings.json": '{{"broker_url": "{0}", "task_serializer": "pickle", "url": ["{0}"]}}',
    "celery.yaml": "celery:\n  broker_url: {0}\n  task_serializer: pickle\n  password: '{0}'\n",
    "celery.ini": "[celery]\nbroker_url = {0}\ntask_serializer = pickle\n; {0}\n",
    "redis.conf": """
bind 0.0.0.0
requirepass {0}
user default on >{0} ~* +@all
masterauth {0}
maxmemory-policy allkeys-lru
""",
    "supervisord.conf": """
[program:w]
command=celery -A s worker -b {0} -l debug
environment=BROKER_URL="{0}"
autorestart=false
""",
    "celery.service": UNIT,
    "start.sh": """
export BROKER_URL='{0}'
celery -A shop worker -b '{0}' -l debug
redis-server --requirepass '{0}'
""",
}


def files(url: str) -> dict[str, str]:
    return {name: text.format(url) for name, text in FILES.items()}


def words(url: str) -> list[list[str]]:
    shell = f"redis-cli -u {url} ping && exec celery -A shop --broker='{url}' worker -l debug"
    return [
        [*CELERY, "-b", url, "--result-backend", url, "worker", "-l", "debug", "--", f"broker_url={url}"],
        [*CELERY, f"--broker={url}", "worker", "-B"],
        ["celery", f"-b{url}", "beat"],
        ["sh", "-c", shell],
        ["env", f"BROKER_URL={url}", "gunicorn", "--env", f"X={url}", "shop.wsgi"],
        ["celery", "flower", f"--broker-api={url}", f"--basic-auth=u:{url}", f"--broker={url}"],
        ["redis-server", "--requirepass", url, "--bind", "0.0.0.0", "--maxmemory-policy", "allkeys-lru"],
        ["redis-server", "--user", "default", "on", f">{url}", "--masterauth", url],
        ["supervisord", "-n", url],
        [url],
    ]


def docker(url: str) -> list[tuple[str, Any]]:
    variables = [
        f"{name}={url}" for name in ("CELERY_BROKER_URL", "RESULT_BACKEND", "REDIS_URL", "REDIS_PASSWORD", "X", "APP")
    ]
    test = {"tests": ["CMD-SHELL", f"curl -f {url}/health"]}
    uploads = [{"file": f"/app/{name}", "content": text} for name, text in files(url).items()]
    given = {
        **FAULTS,
        "envs": variables,
        "healthcheck": test,
        "uploads": uploads,
        "labels": [{"label": url, "value": url}],
    }
    return [
        *((".Container", {**given, "command": command}) for command in words(url)),
        *((".Container", {**given, "command": secret(command), "logDriver": url}) for command in words(url)[:2]),
        *(
            (".Service", {"taskSpec": {"containerSpec": {"args": one, "env": {"BROKER_URL": url}}}})
            for one in words(url)
        ),
    ]


def ecs(url: str) -> list[tuple[str, Any]]:
    variables = [{"name": name, "value": url} for name in ("CELERY_BROKER_URL", "REDIS_PASSWORD", "X")]
    references = [{"name": "BROKER_URL", "valueFrom": url}]
    health = {"command": ["CMD-SHELL", f"curl {url}"]}
    more = {"environment": variables, "secrets": references, "healthCheck": health, "user": "root", "image": "shop"}
    return [(TASK, {"containerDefinitions": json.dumps([{"name": "c", "command": one, **more}])}) for one in words(url)]


def kubernetes(url: str) -> list[tuple[str, Any]]:
    variables = [{"name": name, "value": url} for name in ("CELERY_BROKER_URL", "REDIS_URL", "REDIS_PASSWORD")]
    pods = [{"name": "c", "image": "shop", "args": one, "env": variables} for one in words(url)]
    encoded = {name: base64.b64encode(text.encode()).decode() for name, text in files(url).items()}
    return [
        *(("kubernetes:apps/v1:Deployment", {"spec": {"template": {"spec": {"containers": [pod]}}}}) for pod in pods),
        (MAP, {"data": {**files(url), "CELERY_BROKER_URL": url, "REDIS_PASSWORD": url}}),
        ("kubernetes:core/v1:Secret", {"stringData": files(url), "data": {**encoded, "broker_url": url}}),
        (
            "kubernetes:helm.sh/v3:Release",
            {"chart": "redis", "values": {"auth": {"password": url}, "commonConfiguration": url}},
        ),
    ]


def machines(url: str) -> list[tuple[str, Any]]:
    scripts = [
        WRITTEN.format(UNIT.format(url)),
        files(url)["start.sh"],
        f"docker run -d -e BROKER_URL={url} redis {url}",
    ]
    more = [
        f"echo 'requirepass {url}' >> /etc/redis/redis.conf",
        f"sed -i 's|^# *requirepass.*|requirepass {url}|' /etc/redis/redis.conf",
    ]
    indented = UNIT.format(url).replace("\n", "\n    ")
    configured = CLOUD_INIT.format(indented, url)
    return [
        *((MACHINE, {"userData": f"#!/bin/sh\n{script}"}) for script in (*scripts, *more)),
        (MACHINE, {"userData": configured}),
        *(
            ("command:remote:Command", {"create": script, "environment": {"BROKER_URL": url}})
            for script in (*scripts, *more)
        ),
        *(("command:remote:Command", {"create": f"cat > /etc/{n} <<'E'\n{text}\nE"}) for n, text in files(url).items()),
    ]


def components(url: str) -> list[tuple[str, Any]]:
    app = {
        "module": "shop",
        "env": {"BROKER_URL": url},
        "settings": {"broker_url": url, "task_serializer": url},
        "secrets": {"X": url},
    }
    return [
        ("CeleryStack", {"app": app, "existing_broker": {"url": url, "password": url}, "web": {"health_path": url}}),
        ("CeleryStack", {"app": app, "broker": {"password": url, "bind": url}, "target": {"host": {"user": url}}}),
        ("Broker", {"password": url, "bind": url, "facts": {"host": url}}),
        ("Worker", {"app": app, "broker": {"url": url}, "log_level": url, "facts": {"app": url}}),
    ]
