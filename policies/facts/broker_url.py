"""Reads what a broker's URL names, and never keeps the URL."""

from urllib.parse import urlsplit

from .connections import FILLED_IN, LONGEST, PORTS
from .value import Fact, convert


def address_of(url: Fact[str]) -> Fact[str]:
    """Which server and database a broker's URL names: `host:port`, and `/1` where that is not the first one."""
    return convert(url, _address, "the URL of one server")


def _address(url: str) -> str | None:
    if len(url) > LONGEST:
        return None
    try:
        parts = urlsplit(url)
        port = parts.port or PORTS.get(parts.scheme.partition("+")[0], 0)
    except ValueError:
        return None
    database = parts.path.rstrip("/") if parts.path not in ("/0", "/") else ""
    address = f"{parts.hostname}:{port:g}{database}"
    is_one = parts.hostname and ";" not in url and not FILLED_IN.search(address)
    return address if is_one else None
