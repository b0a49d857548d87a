"""Reads what a broker's URL names, and never keeps the URL."""

from urllib.parse import urlsplit

from .value import Fact, convert

_PORTS = {"redis": 6379, "rediss": 6379, "amqp": 5672, "pyamqp": 5672, "amqps": 5671}


def address_of(url: Fact[str]) -> Fact[str]:
    """Which server and database a broker's URL names: `host:port`, and `/1` where that is not the first one."""
    return convert(url, _address, "the URL of one server")


def _address(url: str) -> str | None:
    try:
        parts = urlsplit(url)
        port = parts.port or _PORTS.get(parts.scheme.partition("+")[0])
    except ValueError:
        return None
    database = parts.path.rstrip("/") if parts.path not in ("/0", "/") else ""
    return f"{parts.hostname}:{port}{database}" if parts.hostname else None
