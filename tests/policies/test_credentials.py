"""A URL with credentials never comes out, however it is spelled and wherever it stands."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
from carriers import components, docker, ecs, kubernetes, machines
from hypothesis import given, settings
from hypothesis import strategies as st
from outlets import Outlets

MARKER, ENCODED = "m4rk3r", "%6D4rk3r"
SPELLINGS = f"""
redis://:{MARKER}@redis:6379/0
redis://{MARKER}@redis
redis://user:{MARKER}@redis/1
REDIS://:{MARKER}@REDIS
redis://redis?password={MARKER}
redis://user@redis/0?x=1&password={MARKER}
redis://redis/0#{MARKER}
redis://:{ENCODED}@redis
redis://redis?password={ENCODED}
redis://%40:{MARKER}%40@redis/0
rediss://:{MARKER}@redis/0?ssl_cert_reqs=none
rediss://:{MARKER}@redis:6379
redis+socket:///redis.sock?password={MARKER}
sentinel://:{MARKER}@a:26379;sentinel://:{MARKER}@b
redis://a;redis://:{MARKER}@b;amqp://{MARKER}:{MARKER}@c//
amqp://guest:{MARKER}@rabbit//
amqps://{MARKER}@rabbit
pyamqp://user:{MARKER}@rabbit/v?heartbeat=1
db+postgresql://user:{MARKER}@db/shop
mongodb://user:{MARKER}@db
sqs://{MARKER}:{MARKER}@
http://user:{MARKER}@web/health
redis://:{MARKER}@[::1]:6379/0
redis://:{MARKER}@[::1
redis://:{MARKER}@redis:port/0
redis://:{MARKER}@redis:99999
redis://:a@{MARKER}@redis
redis://:a/{MARKER}@redis
redis://:a?{MARKER}@redis
redis://:a#{MARKER}@redis
 redis://:{MARKER}@redis\x20
"redis://:{MARKER}@redis"
redis:/:{MARKER}@redis
//:{MARKER}@redis
:{MARKER}@redis
redis://${{USER}}:{MARKER}@redis
redis://:{MARKER}$(TAIL)@redis
redis://:{MARKER}@{{{{ host }}}}/0
""".strip("\n").splitlines()

CARRIERS: Mapping[str, Callable[[str], list[tuple[str, Any]]]] = {
    one.__name__: one for one in (docker, ecs, kubernetes, machines, components)
}


def leaked(folder: Path, carrier: str, urls: Sequence[str]) -> list[tuple[str, str]]:
    """The lines with the marker, each with the name of its outlet; the resources have their URL's number."""
    of_each = [[*enumerate(CARRIERS[carrier](url))] for url in urls]
    given = [(kind, f"celery-{index}-{n}", inputs) for index, of in enumerate(of_each) for n, (kind, inputs) in of]
    outlets = Outlets(folder, given)
    assert outlets.findings
    lines = [(outlet, line) for outlet, text in outlets.texts.items() for line in text.splitlines()]
    return [(outlet, line) for outlet, line in lines if MARKER in line or ENCODED in line]


@pytest.mark.parametrize("carrier", CARRIERS)
def test_no_url_with_credentials_comes_out(carrier: str, tmp_path: Path) -> None:
    assert not leaked(tmp_path, carrier, SPELLINGS)


odd = st.text(":/@?#[]%;&=$(){}'\" a0.,-\\\n", max_size=8)


@pytest.mark.parametrize("carrier", CARRIERS)
@settings(max_examples=3, deadline=None, derandomize=True)
@given(around=st.lists(st.tuples(odd, odd), min_size=5, max_size=10))
def test_nor_one_that_nobody_would_write(
    carrier: str, tmp_path_factory: pytest.TempPathFactory, around: list[tuple[str, str]]
) -> None:
    urls = [f"redis://{before}{MARKER}{after}" for before, after in around]
    assert not leaked(tmp_path_factory.getbasetemp(), carrier, urls)
