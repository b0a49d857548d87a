"""Reads where a server listens and who reaches it there."""

from collections.abc import Iterator
from ipaddress import ip_address

from .value import Fact, Known, Unknown

WILDCARDS = frozenset({"0.0.0.0", "::", "*"})  # noqa: S104 - the addresses to refuse, not to bind


def listening(bind: Fact[str]) -> Iterator[Fact[str]]:
    """The addresses in a `bind` argument; Redis takes several, `-` before one that may be missing, `::*` for `::`."""
    if not isinstance(bind, Known):
        yield bind
        return
    for word in bind.value.replace(",", " ").split():
        address = word.removeprefix("-").replace("::*", "::").strip("[]")
        readable = address in WILDCARDS or address == "localhost" or is_address(address)
        yield Known(address, bind.path) if readable else Unknown(bind.path, "a host name, not an address")


def is_address(text: str) -> bool:
    """Whether the text is an IPv4 or IPv6 address."""
    try:
        ip_address(text)
    except ValueError:
        return False
    return True


def is_wildcard(address: str) -> bool:
    """Whether a server there listens on every network of its machine; `0:0::0` is `::` too."""
    return address in WILDCARDS or (is_address(address) and ip_address(address).is_unspecified)


def is_loopback(address: str) -> bool:
    """Whether a server there is reached from its own machine only."""
    return address == "localhost" or (is_address(address) and ip_address(address).is_loopback)


def is_public(address: str) -> bool:
    """Whether a server there can be reached from the internet."""
    return is_wildcard(address) or (is_address(address) and ip_address(address).is_global)
