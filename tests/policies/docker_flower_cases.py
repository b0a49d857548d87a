"""Flower in containers and services of the Docker provider, and what the rule on it says."""

from typing import Any

from case import Case
from docker_resources import CLOSED, FLOWER, OPEN, service

AROUND = [CLOSED, OPEN]

SOUND: dict[str, tuple[str, dict[str, Any]]] = {
    "flower": (".Container", FLOWER),
    "flower service": (
        ".Service",
        service({**FLOWER, "command": ["celery", "-A", "shop", "flower", "--basic-auth=admin:hidden"]}),
    ),
    "flower by arguments": (".Container", {**FLOWER, "envs": [], "command": ["flower", "--auth=.*@example.com"]}),
    "flower by its image": (".Container", {**FLOWER, "command": None}),
    "flower of its own": (
        ".Container",
        {**FLOWER, "image": "registry.example/shop/flower:1", "command": None, "envs": ["FLOWER_AUTH=me@example.com"]},
    ),
}

RULE = "flower-authenticated"
SPEC = "taskSpec.containerSpec"
COMMAND = ["celery", "-A", "shop", "flower"]
BY_OPTIONS = [
    *([option] for option in ("--basic-auth=a:b", "--basic_auth=a:b,c:d", "-basic_auth=a:b", "--auth=me@example.com")),
    ["--basic-auth", "a:b"],
    ["--auth_provider=flower.views.auth.GithubLoginHandler", "--auth=.*@example.com", "--oauth2_key=a"],
    ["--port=5555", "--conf=/etc/flowerconfig.py"],
]
OPEN_OPTIONS = [
    [],
    ["--port=5555", "--persistent=True"],
    ["--basic-auth="],
    ["--auth="],
    ["--auth_provider=flower.views.auth.GithubLoginHandler", "--oauth2_key=a", "--oauth2_secret=b"],
]
CONFIGURATION = {"file": "/app/flowerconfig.py", "content": "# of the team\nport = 5555\nbasic_auth = ['a:b']\n"}

CASES = [
    Case(
        "broker-url-has-credentials",
        "flower",
        "command",
        [],
        [["celery", "-b", "redis://redis/0", "flower"], ["celery", "flower", "--broker=redis://redis/0"]],
    ),
    Case(RULE, "flower by arguments", "command", [[*COMMAND, *more] for more in BY_OPTIONS], []),
    Case(RULE, "flower by arguments", "command", [], [[*COMMAND, *more] for more in OPEN_OPTIONS]),
    Case(RULE, "flower by arguments", "command", [["--basic-auth=a:b"]], [["--port=5555"], ["flower"]]),
    Case(
        RULE,
        "flower by arguments",
        "command",
        [["sh", "-c", f"exec celery -A shop {words}"] for words in ("flower --basic-auth=$FLOWER", "flower $FLOWER")],
        [["sh", "-c", f"celery --broker=$BROKER {words}"] for words in ("flower", "-A $APP flower --port=$PORT")],
    ),
    Case(
        RULE,
        "flower by its image",
        "envs",
        [["FLOWER_BASIC_AUTH=a:b"], ["FLOWER_AUTH=.*@example.com", "FLOWER_OAUTH2_KEY=k"]],
        [[], ["FLOWER_PORT=5555"], ["FLOWER_BASIC_AUTH="], ["FLOWER_OAUTH2_KEY=k"]],
    ),
    Case(
        RULE,
        "flower",
        "envs",
        [["FLOWER_BASIC_AUTH=a:b", "FLOWER_UNAUTHENTICATED_API=false"]],
        [["FLOWER_BASIC_AUTH=a:b", f"FLOWER_UNAUTHENTICATED_API={yes}"] for yes in ("true", "1", "True", "yes")],
    ),
    Case(
        RULE,
        "flower",
        "ports",
        [[], [{"internal": 5555, "external": 5555, "ip": "127.0.0.1"}], [{"internal": 5555, "ip": "10.0.0.5"}]],
        [[{"internal": 5555, "external": 5555, "ip": "0.0.0.0"}], [{"internal": 5555}]],
    ),
    Case(RULE, "flower of its own", "envs", [[], ["FLOWER_AUTH=.*@example.com"]], []),
    Case(RULE, "flower", "publishAllPorts", [False], [True]),
    Case(RULE, "flower service", "endpointSpec.ports", [[]], [[{"targetPort": 5555, "publishedPort": 5555}]]),
    Case(RULE, "flower service", f"{SPEC}.args", [[*COMMAND, "--basic-auth=a:b"]], [COMMAND, None]),
    Case(
        RULE,
        "flower",
        "uploads",
        [[CONFIGURATION]],
        [],
    ),
]
