"""Ranges of addresses: which of them are the world, and which are small and private."""

from collections.abc import Iterator, Sequence
from ipaddress import IPv4Network, IPv6Network, collapse_addresses, ip_network
from typing import TypeAlias

from .value import Fact, Known, Unknown, convert

Network: TypeAlias = IPv4Network | IPv6Network

_LARGEST = {4: 8, 6: 16}
"""The length of the largest prefix that one organization has: whoever opens to more opens to the world."""
_INTERNET = [ip_network(text) for text in ("0.0.0.0/1", "128.0.0.0/2", "192.0.0.0/3", "2000::/3")]
"""Where the internet's own addresses are; the rest is multicast, or kept back."""


def worlds(sources: Sequence[Fact[str]]) -> Iterator[Fact[str]]:
    """The ranges that are the world when neighbours are joined, each where it begins; and what cannot be read."""
    ranges: list[Fact[Network]] = [convert(source, _parsed, "a range of addresses") for source in sources]
    yield from (one for one in ranges if isinstance(one, Unknown))
    known = [one for one in ranges if isinstance(one, Known)]
    for network in _joined([one.value for one in known]):
        if _is_world(network):
            yield Known(str(network), next(one.path for one in known if network.overlaps(one.value)))


def is_small_and_private(text: str, addresses: float) -> bool | None:
    """Whether it holds at most so many addresses, none of them the internet's; None where it is no range."""
    network = _parsed(text)
    return None if network is None else not network.is_global and network.num_addresses <= addresses


def _joined(networks: Sequence[Network]) -> Iterator[Network]:
    yield from collapse_addresses(one for one in networks if isinstance(one, IPv4Network))
    yield from collapse_addresses(one for one in networks if isinstance(one, IPv6Network))


def _is_world(network: Network) -> bool:
    return network.prefixlen < _LARGEST[network.version] and any(map(network.overlaps, _INTERNET))


def _parsed(text: str) -> Network | None:
    try:
        return ip_network(text.strip(), strict=False)
    except ValueError:
        return None
