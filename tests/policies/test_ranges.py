"""The arithmetic of addresses and ports, against counting them one by one."""

from collections.abc import Iterable
from ipaddress import ip_address, ip_network

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facts.opening import REDIS_PORTS, Opening
from facts.ranges import is_small_and_private, worlds
from facts.resource import Resource
from facts.value import Absent, Known, Unknown

HERE = Resource("urn:pulumi:dev::shop::x:y:Z::one", "x:y:Z", "one")
OF_NOBODY = {10, 127, *range(224, 256)}
"""First numbers of addresses that the internet has not, as far as whole blocks of them go."""
octets = st.one_of(st.integers(0, 255), st.sampled_from([8, 9, 10, 11, 52, 53, 126, 127, 222, 223, 224, 225]))
networks = st.builds(
    lambda first, second, length: str(ip_network(f"{first}.{second}.0.0/{length}", strict=False)),
    octets,
    octets,
    st.integers(0, 16),
)


def covered(texts: Iterable[str]) -> set[int]:
    """The first numbers whose every address is in one of the ranges."""
    halves = set()
    for text in texts:
        network = ip_network(text)
        first = int(network.network_address) >> 16
        halves |= set(range(first, first + (network.num_addresses >> 16)))
    return {octet for octet in range(256) if all((octet << 8) + low in halves for low in range(256))}


def is_world(texts: Iterable[str]) -> bool:
    """Whether two neighbours, as a range of seven bits has them, are let in whole, and one of them is public."""
    whole = covered(texts)
    pairs = ({even, even + 1} for even in range(0, 256, 2))
    return any(pair <= whole and not pair <= OF_NOBODY for pair in pairs)


@given(st.lists(networks, max_size=6))
def test_the_world_is_found_however_it_is_split(texts: list[str]) -> None:
    found = list(worlds([Known(text, f"cidrBlocks[{index}]") for index, text in enumerate(texts)]))
    assert bool(found) == is_world(texts)
    assert all(isinstance(one, Known) and one.path.startswith("cidrBlocks[") for one in found)


@given(st.integers(0, 2**32 - 1), st.integers(20, 32), st.integers(1, 512))
def test_a_small_private_range_has_few_addresses_and_none_of_the_internets(first: int, length: int, most: int) -> None:
    network = ip_network((first, length), strict=False)
    each = [not address.is_global for address in network]
    assert is_small_and_private(str(network), most) == (all(each) and len(each) <= most)


ports = st.one_of(st.none(), st.integers(0, 65_535), st.sampled_from([int(port) for port in REDIS_PORTS]))


@given(ports, ports, st.sampled_from(["tcp", "6", "-1", "udp", "icmp"]), st.lists(ports, max_size=2))
def test_a_port_is_reached_where_counting_comes_by_it(
    first: int | None, last: int | None, protocol: str, behind: list[int | None]
) -> None:
    bounds = {"first_port": first, "last_port": last}
    given_bounds = {key: Known(float(port), key) for key, port in bounds.items() if port is not None}
    servers = [port for port in behind if port is not None]
    opening = Opening(
        HERE, protocol=Known(protocol), redis_ports=tuple(Known(float(port)) for port in servers), **given_bounds
    )
    if protocol in ("tcp", "6"):
        passed = set(range(first or 0, (65_535 if last is None else last) + 1))
    else:
        passed = set(range(65_536)) if protocol == "-1" else set()
    found = opening.redis_port()
    assert isinstance(found, Known) == bool(passed & {*servers, *map(int, REDIS_PORTS)})
    assert not isinstance(found, Known) or found.value in passed


@given(st.text(max_size=20))
def test_no_text_makes_a_range_fail(text: str) -> None:
    list(worlds([Known(text)]))
    is_small_and_private(text, 256)


@pytest.mark.parametrize("text", ["", "vpc", "10.0.0.0/33", "::/129", "10.0.0"])
def test_what_is_no_range_is_said(text: str) -> None:
    assert list(worlds([Known(text, "cidrBlocks[0]")])) == [Unknown("cidrBlocks[0]", "not a range of addresses")]


@pytest.mark.parametrize("length", range(17))
def test_of_the_newer_protocol_more_than_one_organization_has_is_the_world(length: int) -> None:
    network = ip_network((int(ip_address("2600::")), length), strict=False)
    assert bool(list(worlds([Known(str(network))]))) == (length < 16)


@pytest.mark.parametrize("text", ["fc00::/7", "ff00::/8", "8000::/3", "224.0.0.0/3", "240.0.0.0/4"])
def test_addresses_that_no_machine_of_the_internet_has_are_not_the_world(text: str) -> None:
    assert list(worlds([Known(text)])) == []


UNKNOWN = Unknown("fromPort")


@pytest.mark.parametrize(
    ("opening", "expected"),
    [
        (Opening(HERE, protocol=Unknown("protocol"), first_port=Known(443.0), last_port=Known(443.0)), Absent()),
        (Opening(HERE, protocol=Unknown("protocol"), first_port=Known(0.0)), Unknown("protocol")),
        (Opening(HERE, protocol=Known("tcp"), first_port=UNKNOWN, last_port=Known(443.0)), Absent()),
        (Opening(HERE, protocol=Known("tcp"), first_port=UNKNOWN, last_port=Known(7000.0)), UNKNOWN),
        (Opening(HERE, protocol=Known("udp"), first_port=UNKNOWN), Absent()),
        (Opening(HERE, protocol=Known("-1"), first_port=UNKNOWN), Known(6379.0)),
        (
            Opening(HERE, protocol=Known("tcp"), last_port=Known(443.0), redis_ports=(Unknown("port"),)),
            Unknown("port"),
        ),
    ],
)
def test_what_is_known_may_be_enough(opening: Opening, expected: object) -> None:
    assert opening.redis_port() == expected
