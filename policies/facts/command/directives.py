"""Reads the configuration of a Redis server: a directive for each line of its file, and for each option."""

import shlex
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ..value import UNSEEN, Fact, Known, Unknown
from .words import Word, Words, known, unread

FILES = frozenset({"include", "aclfile"})
"""What names a file with more directives."""
_INPUT = "its standard input"

Files = Mapping[str, Fact[str]]


@dataclass(frozen=True, slots=True)
class Directive:
    """One setting, as a line of redis.conf says it."""

    name: str
    values: Words
    path: str


def read(arguments: Words, files: Files) -> tuple[Directive, ...]:
    """The settings in a server's arguments, and in the files that they name if these are among `files`."""
    words = [part for word in arguments for part in _split(word)]
    seen: set[str] = set()
    return tuple(found for directive in _of_words(words) for found in _followed(directive, files, seen))


def unread_options(arguments: Words) -> list[Unknown]:
    """The words that are not known and may be any option, as none is before them whose value they are."""
    before = (Known(""), *arguments)
    return [
        word
        for option, word in zip(before, arguments, strict=False)
        if isinstance(word, Unknown) and not known(option).startswith("--")
    ]


def _of_words(words: Words) -> Iterator[Directive]:
    """A file comes first, so that options have the last word."""
    if words and known(words[0]) and not known(words[0]).startswith("-"):
        yield Directive("include", words[:1], words[0].path)
    yield from (Directive("include", (Unknown(word.path, _INPUT),), word.path) for word in words if known(word) == "-")
    starts = [index for index, word in enumerate(words) if known(word).startswith("--")]
    for start, end in zip(starts, [*starts[1:], len(words)], strict=False):
        name, values = known(words[start])[2:].lower(), words[start + 1 : end]
        yield Directive(name, _each(values) if name == "user" else values, words[start].path)


def _each(values: Words) -> Words:
    """A user's rules may come in one word, as a line of the configuration would hold them."""
    return [part for word in values for part in (_parts(word) if isinstance(word, Known) else [word])]


def _parts(word: Known[str]) -> list[Word]:
    return [Known(part, word.path) for part in _words(word.value)]


def _split(word: Word) -> Words:
    """Redis takes `--bind 127.0.0.1` in one word, too; that it refuses `--bind=127.0.0.1` is for it to say."""
    if not (isinstance(word, Known) and word.value.startswith("--")):
        return (word,)
    option, _, rest = word.value.partition(" ")
    name, equals, value = option.partition("=")
    return tuple(Known(part, word.path) for part in (name, *([value] if equals else []), *_words(rest)))


def _followed(directive: Directive, files: Files, seen: set[str]) -> Iterator[Directive]:
    """The directives of a file in the place of its name; where it cannot be seen, an unknown word is."""
    if directive.name not in FILES:
        yield directive
        return
    for name in directive.values:
        text = files.get(name.value, Unknown(name.path, UNSEEN)) if isinstance(name, Known) else name
        if not isinstance(text, Known):
            yield Directive(directive.name, (unread(text, UNSEEN),), text.path)
        elif known(name) not in seen:
            seen.add(known(name))
            for inner in _of_text(text):
                yield from _followed(inner, files, seen)


def _of_text(text: Known[str]) -> Iterator[Directive]:
    for line in text.value.splitlines():
        if words := _words(line):  # a comment's first word is no directive
            yield Directive(words[0].lower(), tuple(Known(word, text.path) for word in words[1:]), text.path)


def _words(line: str) -> list[str]:
    try:
        return shlex.split(line)
    except ValueError:
        return line.split()
