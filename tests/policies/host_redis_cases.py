"""Configurations of Redis that people write on machines, and what rules say of each change in them."""

from typing import Any

from case import Case
from host_texts import REDIS, REDIS_CONF, REDIS_UNIT, each, redis, redis_conf, remote, unit, written

SOUND: dict[str, tuple[str, dict[str, Any]]] = {
    "redis": remote(redis()),
    "redis unit": remote(
        written((REDIS_CONF, redis_conf()), (REDIS_UNIT, unit(REDIS, User="redis", KillMode=None, TimeoutStopSec=None)))
    ),
}

CASES = [
    Case(
        "restart-always",
        "redis unit",
        "create",
        [written((REDIS_UNIT, unit("/usr/bin/redis-server")))],
        [written((REDIS_UNIT, unit("/usr/bin/redis-server", Restart=value))) for value in (None, "on-failure")],
    ),
    Case(
        "systemd-unit-hardened",
        "redis unit",
        "create",
        [],
        [written((REDIS_UNIT, unit("redis-server", PrivateTmp=None)))],
    ),
    Case(
        "redis-bind-not-wildcard",
        "redis",
        "create",
        [*each(redis, "bind", ["127.0.0.1", "10.0.0.5 127.0.0.1", None]), redis(bind=None, protected_mode=None)],
        [
            *each(redis, "bind", ["0.0.0.0", "* -::*", "10.0.0.5 -::*", "::", "127.0.0.1 0.0.0.0"]),
            redis(bind=None, protected_mode="no"),
            redis(bind="0.0.0.0").upper().replace("/ETC/REDIS/REDIS.CONF", REDIS_CONF).replace("SUDO TEE", "sudo tee"),
        ],
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
    Case(
        "redis-never-evicts",
        "redis",
        "create",
        each(redis, "maxmemory_policy", [None, "NoEviction"]),
        each(redis, "maxmemory_policy", ["allkeys-lru", "volatile-ttl"]),
    ),
    Case("redis-never-evicts-unset", "redis", "create", [], [redis(maxmemory_policy=None)]),
]
