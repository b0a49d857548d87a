"""Reads what a Redis server is told, by its command line or its configuration: who is let in, and where it listens."""

import hashlib
import shlex
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

from ..addresses import is_loopback
from ..password import of
from ..value import Absent, Fact, Known, Password, Unknown, convert
from .words import Word, Words, known

UNSEEN = "a file that cannot be seen"
_HASH_OF_NOTHING = hashlib.sha256(b"").hexdigest()

Files = Mapping[str, Fact[str]]


@dataclass(frozen=True, slots=True)
class Directive:
    """One setting, as a line of redis.conf says it."""

    name: str
    values: Words
    path: str


def read(arguments: Words, files: Files) -> tuple[Directive, ...]:
    """The settings in a server's arguments, and in the file that they name if it is among `files`."""
    return tuple(_directives(arguments, files))


def password(directives: tuple[Directive, ...], arguments: Words, path: str) -> Fact[Password]:
    """The password that is asked of those who do not name a user; absent at `path` where none is."""
    answers = [answer for directive in directives for answer in _answers(directive)]
    passwords = [answer for answer in answers if isinstance(answer, Known)]
    candidates: list[Fact[Password]] = [answer for answer in passwords if answer.value.length != 0]
    candidates += [fact for fact in (*answers, *arguments) if isinstance(fact, Unknown)]
    return next(iter((*candidates, *passwords)), Absent(path))


def daemonizes(arguments: Words) -> bool:
    """Whether the server goes to the background by itself."""
    return ("--daemonize", "yes") in pairwise(map(known, arguments))


def is_closed(directives: tuple[Directive, ...]) -> bool:
    """Whether it listens on no network but its own loopback."""
    told = {directive.name: [known(word) for word in directive.values] for directive in directives}
    binds = [word for value in told.get("bind", []) for word in value.split()]
    return told.get("port") == ["0"] or (bool(binds) and all(is_loopback(word.lstrip("-")) for word in binds))


def _directives(arguments: Words, files: Files) -> Iterator[Directive]:
    words = [part for word in arguments for part in _split(word)]
    if words and known(words[0]) and not known(words[0]).startswith("-"):
        yield from _in_file(words[0], files)
    starts = [index for index, word in enumerate(words) if known(word).startswith("--")]
    for start, end in zip(starts, [*starts[1:], len(words)], strict=False):
        yield Directive(known(words[start])[2:].lower(), words[start + 1 : end], words[start].path)


def _split(word: Word) -> Words:
    """Redis takes `--bind 127.0.0.1` in one word, too."""
    if isinstance(word, Known) and word.value.startswith("--") and " " in word.value:
        return tuple(Known(part, word.path) for part in _words(word.value))
    return (word,)


def _in_file(name: Word, files: Files) -> Iterator[Directive]:
    text = files.get(known(name), Unknown(name.path, UNSEEN))
    if not isinstance(text, Known):
        yield Directive("include", (text,), text.path)
        return
    for line in text.value.splitlines():
        if words := _words(line):  # a comment's first word is no directive
            yield Directive(words[0].lower(), tuple(Known(word, text.path) for word in words[1:]), text.path)


def _words(line: str) -> list[str]:
    try:
        return shlex.split(line)
    except ValueError:
        return line.split()


def _answers(directive: Directive) -> Iterator[Fact[Password]]:
    """What a directive says of the password of the user `default`."""
    if directive.name == "requirepass":
        yield _length(directive.values[0]) if directive.values else Known(Password(0), directive.path)
    elif directive.name == "user" and directive.values and known(directive.values[0]) == "default":
        yield _of_rules(directive)
    elif directive.name in ("aclfile", "include"):
        unread = [word for word in directive.values if isinstance(word, Unknown)]
        yield unread[0] if unread else Unknown(directive.path, UNSEEN)


def _length(word: Word) -> Fact[Password]:
    return convert(word, of, "a text")


def _of_rules(directive: Directive) -> Fact[Password]:
    """A user without any password cannot log in, unless with `nopass`; each rule changes what those before it said."""
    answer: Fact[Password] = Known(Password(None), directive.path)
    for rule in directive.values[1:]:
        text = known(rule)
        if isinstance(rule, Unknown):
            return rule
        if text in ("nopass", ">", f"#{_HASH_OF_NOTHING}"):
            answer = Known(Password(0), rule.path)
        elif text.startswith(">"):
            answer = Known(of(text[1:]), rule.path)
        elif text.startswith("#") or text in ("off", "reset", "resetpass"):
            answer = Known(Password(None), rule.path)
    return answer
