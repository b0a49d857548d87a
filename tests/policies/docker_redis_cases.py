"""Redis in containers and services of the Docker provider, and what rules say of it."""

from typing import Any

from case import Case
from docker_resources import CLOSED, OPEN, REDIS, service
from pack_server import UNKNOWN

AROUND = [CLOSED, OPEN]

LOOPBACK, EVERYWHERE = {"internal": 6379, "ip": "127.0.0.1"}, {"internal": 6379, "external": 6379, "ip": "0.0.0.0"}

SOUND: dict[str, tuple[str, dict[str, Any]]] = {
    "redis": (".Container", REDIS),
    "redis service": (".Service", service(REDIS)),
    "sentinel": (".Container", {"image": "redis:7", "command": ["redis-sentinel", "/s.conf"], "ports": [LOOPBACK]}),
    "redis without a network": (".Container", {**REDIS, "networksAdvanced": None, "networkMode": "none"}),
}

SPEC = "taskSpec.containerSpec"

OPEN_USER, CLOSED_USER = "default on nopass ~* +@all", f"default on #{'a' * 64} ~* +@all"

CASES = [
    Case("redis-no-empty-password", "redis", "command", [], [["redis-server", "--user", OPEN_USER]]),
    Case("redis-requires-password", "redis", "command", [["redis-server", "--user", CLOSED_USER]], []),
    Case("redis-not-published", "redis", "ports", [None, [], [LOOPBACK], [{"internal": 1, "ip": "::1"}]], []),
    Case("redis-not-published", "redis", "ports", [], [[EVERYWHERE], [{"internal": 6379}], [LOOPBACK, EVERYWHERE]]),
    Case(
        "redis-not-published",
        "redis",
        "ports",
        [],
        [[{"internal": 1, "ip": ip}] for ip in ("10.0.0.5", "::", "", "localhost")],
    ),
    Case("redis-not-published", "sentinel", "ports", [None, []], [[EVERYWHERE], [{"internal": 26379}]]),
    Case("redis-not-published", "sentinel", "publishAllPorts", [False], [True]),
    Case("redis-not-published", "redis", "publishAllPorts", [False, None], [True]),
    Case("redis-not-published", "redis", "networkMode", ["bridge", "shop", None], ["host"]),
    Case("redis-not-published", "redis service", "endpointSpec.ports", [[]], [[{"targetPort": 6379}]]),
    Case("redis-not-published", "redis service", "taskSpec.networksAdvanceds", [[{"name": "n"}]], [[{"name": "host"}]]),
    Case(
        "redis-on-private-network",
        "redis",
        "networksAdvanced",
        [[{"name": "backend"}], [{"name": "elsewhere"}]],
        [None, [], [{"name": "frontend"}], [{"name": "backend"}, {"name": "frontend"}], [{"name": "bridge"}]],
    ),
    Case("redis-on-private-network", "redis without a network", "networks", [["backend"]], [["frontend"]]),
    Case("redis-on-private-network", "redis without a network", "networkMode", ["none", "backend"], ["bridge", None]),
    Case(
        "redis-on-private-network",
        "redis service",
        "taskSpec.networksAdvanceds",
        [[{"name": "backend"}]],
        [None, [{"name": "frontend"}]],
    ),
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
                *("redis-server", "--user", "default", "on"),
                "#" + "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
            ],
        ],
    ),
    Case(
        "redis-never-evicts",
        "redis",
        "command",
        [["redis-server"], ["redis-server", "--maxmemory-policy", "noeviction"]],
        [["redis-server", "--maxmemory-policy", policy] for policy in ("allkeys-lru", "volatile-ttl")],
    ),
    Case(
        "redis-never-evicts-unset",
        "redis",
        "command",
        [["redis-server", "--maxmemory-policy", "noeviction"], ["redis-server", "/redis.conf"]],
        [["redis-server"], None],
    ),
]
