"""Reads Celery's own command line as Celery does."""

from collections.abc import Mapping

from ..value import Fact, Known
from ..workload import BEAT, WORKER
from . import celery_options
from .found import ABSENT, Found
from .words import Word, Words, known, unread

Options = Mapping[str, Word]

_ROLES = {"worker": (WORKER, celery_options.WORKER), "beat": (BEAT, celery_options.BEAT)}


def read(arguments: Words, user: Word) -> Found:
    """What the `celery` command with these arguments starts."""
    first, rest = _scan(arguments, celery_options.GLOBAL, to_the_end=False)
    if not rest:
        return Found()
    command = rest[0]
    if not isinstance(command, Known):
        return Found(roles=unread(command, "not known"), user=user)
    if command.value == "multi":
        manager: Fact[str] = Known("celery multi", command.path)
        return Found(roles=unread(command, "`celery multi`, which starts several"), manager=manager, user=user)
    if command.value not in _ROLES:
        return Found()
    role, values = _ROLES[command.value]
    later, _ = _scan(rest[1:], values | celery_options.GLOBAL, to_the_end=True)
    options = {**first, **later}
    embedded = role == WORKER and not options.keys().isdisjoint(("-B", "--beat"))
    return Found(
        roles=Known(frozenset({role, BEAT}) if embedded else frozenset({role}), command.path),
        application=_given(options, "-A", "--app"),
        broker_url=_given(options, "-b", "--broker"),
        log_level=_given(options, "-l", "--loglevel"),
        user=options.get("--uid", user),
    )


def _given(options: Options, *names: str) -> Word:
    return next((options[name] for name in names if name in options), ABSENT)


def _scan(words: Words, values: frozenset[str], *, to_the_end: bool) -> tuple[dict[str, Word], Words]:
    """The options, and the words from the first that is none, or from `--`."""
    options: dict[str, Word] = {}
    position, waiting = 0, ""
    while position < len(words):
        word, text = words[position], known(words[position])
        if waiting:
            options[waiting], waiting = word, ""
        elif text == "--":
            break
        elif text.startswith("-"):
            said, waiting = _option(text, word.path, values)
            options |= said
        elif not to_the_end:
            break
        position += 1
    return options, words[position:]


def _option(text: str, path: str, values: frozenset[str]) -> tuple[dict[str, Word], str]:
    """What one word says, as `-EB` says two things; and the option whose value is the next word, or empty."""
    if text.startswith("--"):
        name, equals, value = text.partition("=")
        return ({}, name) if name in values and not equals else ({name: Known(value, path)}, "")
    said: dict[str, Word] = {}
    for end, letter in enumerate(text[1:], 2):
        name = f"-{letter}"
        if name in values:
            return ({**said, name: Known(text[end:], path)}, "") if text[end:] else (said, name)
        said[name] = Known("", path)
    return said, ""
