"""Reads the URLs of brokers that are kept in AWS' stores of secrets."""

import re
from collections.abc import Iterator

from ... import connections
from ...connection import Carrier
from ...environment import Environment
from ...reader import Reader
from ...resource import Resource
from ...stack import Subject
from ...value import Known, Unknown

_TEXTS = {
    "aws:secretsmanager/secretVersion:SecretVersion": "secretString",
    "aws:ssm/parameter:Parameter": "value",
    "aws-native:secretsmanager:Secret": "secretString",
    "aws-native:ssm:Parameter": "value",
}
"""By type: the argument that holds the secret."""
_BROKER = re.compile(r"broker|celery", re.IGNORECASE)
_URL = re.compile(r"ur[li]|dsn", re.IGNORECASE)


def secret(resource: Resource, inputs: Reader) -> Iterator[Subject]:
    """A broker's URL alone, where a name says that it is one; or an object of variables in JSON."""
    key = _TEXTS[resource.type]
    text, variables = inputs.text(key), inputs.parsed(key).child(key)
    given = inputs.text("name")
    name = f"{resource.name} {given.value if isinstance(given, Known) else ''}"
    if isinstance(variables.whole, Known):
        known = Environment.of_mapping(variables).variables
        yield from connections.in_environment(resource, known, Carrier.SECRET)
    elif _BROKER.search(name) and (_URL.search(name) or not isinstance(text, Unknown)):
        yield from connections.of_text(resource, text, Carrier.SECRET, is_broker=True)


TYPES = dict.fromkeys(_TEXTS, secret)
