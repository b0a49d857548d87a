"""The command of the broker's Redis. Its password is not in it, only the password's SHA-256."""

import hashlib
from collections.abc import Sequence

from ...checklist import EVICTION
from ...secrets import APPLICATION_RULES

PORT = 6379  # in a network of its own there is nobody to collide with
DATA = "/data"
HEALTH_TEST = ["CMD", "redis-cli", "-p", "{port}", "ping"]
STOP_SECONDS = 30  # Redis writes its append-only file out before it ends
SPARE = 2  # while the append-only file is rewritten, a page that changes is there twice


def command(passwords: Sequence[str], port: int, megabytes: int) -> list[str]:
    """The words of a Redis that lets the application in with any of these passwords.

    The first word has to be the server itself: the official images drop root only then.
    """
    hashes = [f"#{hash_of(password)}" for password in passwords]
    return [
        *("redis-server", "--port", str(port), "--dir", DATA),
        *("--appendonly", "yes", "--appendfsync", "everysec"),
        *("--maxmemory", f"{megabytes}mb", "--maxmemory-policy", EVICTION),
        *("--tcp-keepalive", "60", "--loglevel", "warning"),
        *("--user", "default", *hashes, *APPLICATION_RULES),
    ]


def health_test(port: int) -> list[str]:
    """Redis answers: that a password is wanted is an answer, too."""
    return [word.format(port=port) for word in HEALTH_TEST]


def hash_of(password: str) -> str:
    """What stands for a password in an access control list."""
    return hashlib.sha256(password.encode()).hexdigest()
