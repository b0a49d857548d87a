"""What constructors and policies share: predicates over addresses and serializers."""

import pytest

from celery_stack.checklist import is_loopback, is_wildcard


@pytest.mark.parametrize(
    ("address", "loopback", "wildcard"),
    [
        ("127.0.0.1", True, False),
        ("127.1.2.3", True, False),
        ("localhost", True, False),
        ("::1", True, False),
        ("[::1]", True, False),
        ("0.0.0.0", False, True),
        ("::", False, True),
        ("[::]", False, True),
        ("*", False, True),
        ("10.0.0.5", False, False),
        ("localhost.example.com", False, False),
        ("127.0.0.1.example.com", False, False),
        ("1127.0.0.1", False, False),
        ("", False, False),
    ],
)
def test_who_reaches_an_address(address: str, loopback: bool, wildcard: bool) -> None:
    assert (is_loopback(address), is_wildcard(address)) == (loopback, wildcard)
