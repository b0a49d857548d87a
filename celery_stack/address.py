"""Where a server that listens on an address is reached from its own machine."""

from .checklist import LOOPBACK, is_wildcard


def reachable(bind: str) -> str:
    """An address of this machine at which a server that listens on `bind` is reached."""
    return LOOPBACK if is_wildcard(bind) else bind.strip("[]")


def base_url(bind: str, port: int) -> str:
    """The URL at which a web server that listens on `bind` is reached from this machine."""
    host = reachable(bind)
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"
