"""Releases of Bitnami's charts of Redis and Valkey, by their values."""

import re
from collections.abc import Iterator

from ... import password
from ...command import redis
from ...reader import Reader
from ...redis import Exposure, Redis
from ...resource import Resource
from ...value import Absent, Fact, Known, Password, Unknown, convert, or_default
from .fronts import openings

RELEASE = "kubernetes:helm.sh/v3:Release"
_CHART = re.compile(r"(^|/)(redis|valkey)$")
_SERVERS = ("master", "primary", "replica", "sentinel")
_DRAWN = Password(None)
"""What the chart draws by itself."""


def release(resource: Resource, inputs: Reader) -> Iterator[Redis | Exposure]:
    """The server that a chart makes, and how the internet reaches it."""
    if not _is_of_redis(inputs):
        return
    values = inputs.child("values")
    yield Redis(resource, password=_password(values, inputs), eviction=_eviction(values))
    for server in _SERVERS:
        yield from (Exposure(resource, way) for way in openings(values.child(server).child("service")))


def _is_of_redis(inputs: Reader) -> bool:
    """Whether it is one of Bitnami's, by its repository; a chart of that name alone is taken for a copy of theirs."""
    chart, repository = inputs.text("chart"), inputs.child("repositoryOpts").text("repo")
    names = [fact.value.lower().rstrip("/") for fact in (chart, repository) if isinstance(fact, Known)]
    is_alone = names in (["redis"], ["valkey"]) and "repositoryOpts" not in inputs
    return is_alone or (any(map(_CHART.search, names[:1])) and any("bitnami" in name for name in names))


def _password(values: Reader, inputs: Reader) -> Fact[Password]:
    """The chart asks for a password unless it is told not to; older ones were told in another place."""
    auth = values.child("auth")
    switches = [auth.flag("enabled"), values.flag("usePassword")]
    said = [switch for switch in switches if not isinstance(switch, Absent)]
    if said and said[0] == Known(False, said[0].path):
        return Absent(said[0].path, "false")
    if said and isinstance(said[0], Unknown):
        return said[0]
    if not said and "valueYamlFiles" in inputs:
        return Unknown("valueYamlFiles", redis.UNSEEN)
    given = [part.text("password") for part in (auth, values.child("global").child("redis"), values)]
    texts = [fact for fact in given if not isinstance(fact, Absent) and fact != Known("", fact.path)]
    return convert(texts[0], password.of, "a text") if texts else Known(_DRAWN, auth.whole.path)


def _eviction(values: Reader) -> Fact[str]:
    """What its configuration says, which Redis does by itself in case that says nothing."""
    text = values.text("commonConfiguration")
    if isinstance(text, Absent):
        return Known("noeviction", text.path)
    name = Known("redis.conf", text.path)
    directives = redis.read((name,), {name.value: text})
    return or_default(redis.text(directives, (), "maxmemory-policy", text.path), "noeviction")
