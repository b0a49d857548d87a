"""Reads what a Flower is told: by its arguments, its environment, and a configuration that is among its files.

Basic authentication is asked for by `basic_auth`, OAuth by `auth`, which says who may log in; a provider and its keys
alone keep nobody out. Options have one dash or two, `-` or `_` in their names, and a value behind `=` or a space.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from .addresses import is_loopback
from .command import Words
from .command.redis import UNSEEN
from .command.words import Begun, known
from .environment import Environment, Word
from .flower import Flower
from .value import Absent, Fact, Known, Unknown, convert

_AUTHENTICATIONS = {"basic_auth": "basic", "auth": "oauth"}
_CONF = "flowerconfig.py"
_TRUE = {"y", "yes", "t", "true", "on", "1"}
_NOTHING = {"", "none", "''", '""', "[]", "()"}
_SETTING = re.compile(r"^(?P<name>basic_auth|auth)\s*=(?P<value>[^#\n]*)", re.MULTILINE)

Options = Mapping[str, Word]


def read(flower: Flower, arguments: Words, environment: Environment, files: Mapping[str, Word], path: str) -> Flower:
    """The Flower with what it is told; `path` is the argument that holds its command."""
    said, doubtful = _in_arguments(arguments)
    options = {**_in_environment(environment), **said}
    ways = [Known(way) for name, way in _AUTHENTICATIONS.items() if _says_something(options.get(name))]
    unread = [word for word in (*doubtful, environment.rest) if isinstance(word, Unknown)]
    answers = [*ways, *_in_files(options.get("conf"), files), *unread, Absent(f"{path}: --basic-auth")]
    address = options.get("address", Absent())
    return replace(
        flower,
        authentication=answers[0],
        open_api=convert(options.get("unauthenticated_api", Absent()), lambda text: text.lower() in _TRUE, "a text"),
        published=() if isinstance(address, Known) and is_loopback(address.value) else flower.published,
    )


def _in_environment(environment: Environment) -> Options:
    variables = environment.variables.items()
    return {name.removeprefix("FLOWER_").lower(): fact for name, fact in variables if name.startswith("FLOWER_")}


def _in_arguments(words: Words) -> tuple[Options, Words]:
    """The options, and the words in which others may be."""
    options: dict[str, Word] = {}
    doubtful: list[Word] = []
    waiting = ""
    for word in words:
        name, equals, value = (word.beginning if isinstance(word, Begun) else known(word)).partition("=")
        if name.startswith("-") and (equals or isinstance(word, Known)):
            option = name.lstrip("-").replace("-", "_").lower()
            options[option] = Known(value, word.path) if isinstance(word, Known) else word
            waiting = "" if equals else option
        elif waiting:
            options[waiting], waiting = word, ""
        else:
            doubtful.append(word)
    return options, doubtful


def _says_something(option: Word | None) -> bool:
    """Whether an option is given, though its value may be a secret that is filled in later."""
    return isinstance(option, Unknown) or (isinstance(option, Known) and option.value.lower() not in _NOTHING)


def _in_files(named: Word | None, files: Mapping[str, Word]) -> Iterator[Fact[str]]:
    """What the configuration says that is named, or that Flower finds by itself."""
    found = [text for name, text in files.items() if name.endswith(_CONF)]
    for text in found if named is None else [files.get(known(named), Unknown(named.path, UNSEEN))]:
        if isinstance(text, Known):
            settings = [(match["name"], match["value"].strip().lower()) for match in _SETTING.finditer(text.value)]
            yield from (Known(_AUTHENTICATIONS[name]) for name, value in settings if value not in _NOTHING)
        else:
            yield text
