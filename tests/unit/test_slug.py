"""Names that a network, an image and a file system take, and that stay apart."""

import re
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from celery_stack.slug import LONGEST, dns_label, slug

LABEL = re.compile(r"[a-z0-9]([a-z0-9-]*[a-z0-9])?")
both = pytest.mark.parametrize("short", [dns_label, slug])


@pytest.mark.parametrize("name", ["shop", "shop-test-web", "1", "x" * LONGEST])
def test_a_plain_name_is_its_own_label(name: str) -> None:
    assert dns_label(name) == name


@pytest.mark.parametrize(
    ("name", "begins"),
    [
        *(("Shop", "shop-"), ("shop_", "shop-"), ("a.b", "a-b-"), ("a--b", "a-b-"), ("my shop: 50% é", "my-shop-50-")),
        *(("-", ""), ("é", ""), ("x" * 99, "x" * 39 + "-")),
    ],
)
def test_another_name_is_told_apart_by_a_digest(name: str, begins: str) -> None:
    assert re.fullmatch(f"{begins}[0-9a-f]{{8}}", dns_label(name))


@given(st.text(min_size=1))
def test_a_label_is_one_for_every_network_and_stays_one(name: str) -> None:
    found = dns_label(name)
    assert LABEL.fullmatch(found)
    assert len(found) <= LONGEST


@both
@given(names=st.lists(st.text(min_size=1), min_size=2, unique=True))
def test_two_names_never_become_one(short: Callable[[str], str], names: list[str]) -> None:
    assert len({short(name) for name in names}) == len(names)
