"""Finds the URLs of brokers and result backends that a process is given."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit

from . import password
from .connection import Carrier, Connection, PlainSecret
from .redis import PORT
from .resource import Resource
from .value import Absent, Fact, Known, Password, Unknown, convert

BROKER = re.compile(r"^(?!CELERY_STACK_)(.*_)?BROKER(_(READ|WRITE))?_URL$|^CELERY_BROKER$")
BACKEND = re.compile(r"(^|_)RESULT_BACKEND(_URL)?$")
SECRET = re.compile(
    r"(^|_)(REDIS|VALKEY|CACHE|BROKER|RABBITMQ_DEFAULT)_?(PASSWORD|PASS|AUTH_TOKEN|AUTH)$|^REDISCLI_AUTH$"
)
ANY_URL = re.compile(r"(^|_)(URL|URI|DSN)$")
FILLED_IN = re.compile(r"\$\(\w+\)|\$\{[^}]*\}|\$\w+|%\(\w+\)s|\{\{.*\}\}")
"""What a platform or a shell puts a secret in place of."""
LONGEST = 4096
"""Characters of a URL."""
ELSEWHERE = "filled in elsewhere"
_FILLED_IN_PORT = re.compile(rf":({FILLED_IN.pattern})(?=[/?;]|$)")

_SCHEMES = {"redis", "rediss", "sentinel", "amqp", "amqps", "pyamqp", "valkey", "valkeys"}
PORTS = {"redis": PORT, "rediss": PORT, "amqp": 5672.0, "pyamqp": 5672.0, "amqps": 5671.0}
"""By scheme, where a URL names none."""


def in_environment(resource: Resource, variables: Mapping[str, Fact[str]], carrier: Carrier) -> Iterator[Connection]:
    """The connections in variables that Celery, or an application of it, reads by their names."""
    for name, value in variables.items():
        if BROKER.search(name) or BACKEND.search(name):
            yield from of_text(resource, value, carrier, is_broker=bool(BROKER.search(name)))


def secrets(resource: Resource, variables: Mapping[str, Fact[str]], carrier: Carrier) -> Iterator[PlainSecret]:
    """Passwords in clear in other variables: alone, or in a URL that Celery does not read."""
    for name, value in variables.items():
        if BROKER.search(name) or BACKEND.search(name):
            continue
        if SECRET.search(name):
            yield PlainSecret(resource, convert(value, _alone, "a text"), carrier)
        elif ANY_URL.search(name):
            found = [one.password for one in of_text(resource, value, carrier, is_broker=False)]
            yield from (PlainSecret(resource, fact, carrier) for fact in found if isinstance(fact, Known))


def in_clear(resource: Resource, passwords: Iterable[Fact[str]], carrier: Carrier) -> Iterator[PlainSecret]:
    """Those of the passwords that are known, and not filled in."""
    found = (convert(text, _alone, "a text") for text in passwords)
    yield from (PlainSecret(resource, fact, carrier) for fact in found if isinstance(fact, Known))


def of_text(resource: Resource, text: Fact[str], carrier: Carrier, *, is_broker: bool) -> Iterator[Connection]:
    """Each URL in a text; Celery takes several with `;` between them."""
    if isinstance(text, Unknown):
        yield Connection(resource, text, carrier, is_broker=is_broker)
    if isinstance(text, Known):
        for part in filter(None, text.value.split(";")):
            if len(part) > LONGEST:
                yield Connection(resource, Unknown(text.path, "too long for a URL"), carrier, is_broker=is_broker)
            elif connection := _connection(resource, part.strip(" \"'"), text.path, carrier, is_broker=is_broker):
                yield connection


def _alone(text: str) -> Password | None:
    """None for what is filled in."""
    return None if FILLED_IN.fullmatch(text) else password.of(text)


def _connection(resource: Resource, url: str, path: str, carrier: Carrier, *, is_broker: bool) -> Connection | None:
    """None for what is neither Redis nor AMQP."""
    if FILLED_IN.fullmatch(url):
        return Connection(resource, Unknown(path, ELSEWHERE), carrier, is_broker=is_broker)
    scheme = url.partition("://")[0].lower().rpartition("+")[2]
    if scheme not in _SCHEMES:
        return None
    try:
        parts = urlsplit(_FILLED_IN_PORT.sub("", url))
        port = parts.port or PORTS.get(scheme)
    except ValueError:
        return Connection(resource, Unknown(path, "not a URL"), carrier, is_broker=is_broker)
    known = _at(path)
    query = {key: values[-1] for key, values in parse_qs(parts.query).items()}
    return Connection(
        resource,
        Known(scheme, path),
        carrier,
        host=_filled_in(parts.hostname, known),
        port=Unknown(path, ELSEWHERE) if _FILLED_IN_PORT.search(url) else known(port and float(port)),
        user=_filled_in(parts.username or query.get("username"), known),
        password=_password(parts, query, known),
        certificates=known(query.get("ssl_cert_reqs")),
        is_broker=is_broker,
        credential_provider="credential_provider" in query,
    )


def _at(path: str) -> Callable[..., Fact]:  # type: ignore[type-arg]  # of whatever it is given
    return lambda value: Absent(path) if value is None else Known(value, path)


def _filled_in(text: str | None, known: Callable[..., Fact[str]]) -> Fact[str]:
    fact = known(text)
    return Unknown(fact.path, ELSEWHERE) if text and FILLED_IN.search(text) else fact


def _password(parts: SplitResult, query: Mapping[str, str], known: Callable[..., Fact[Password]]) -> Fact[Password]:
    text = query.get("password") if parts.password is None else unquote(parts.password)
    if text and FILLED_IN.search(text):
        return Unknown(known(None).path, ELSEWHERE)
    return known(None if text is None else password.of(text))
