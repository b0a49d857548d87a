"""Who is let in to a Redis server, and with which password."""

import hashlib
from collections.abc import Iterator, Sequence

from .. import password as passwords
from ..value import Absent, Fact, Known, Password, Unknown, convert
from .directives import FILES, Directive, unread_options
from .words import Words, known

_HASH_OF_NOTHING = hashlib.sha256(b"").hexdigest()
_DEFAULT = "default"
_HARMLESS = frozenset({"+ping", "+echo", "+hello", "+auth", "+quit", "+select"})
"""What tells nothing to one who may do no more."""
_OPEN = Password(0)
_CLOSED = Password(None)
"""No password that is known opens it, if any."""


def password(directives: Sequence[Directive], arguments: Words, path: str) -> Fact[Password]:
    """The password that is asked: that of `default`, unless another user needs none; absent at `path` where none is."""
    users = [(_name(directive), _of_rules(directive)) for directive in directives if directive.name == "user"]
    opened = [answer for name, answer in users if name != _DEFAULT and answer == Known(_OPEN, answer.path)]
    required = [_required(directive) for directive in directives if directive.name == "requirepass"]
    said = [answer for name, answer in users if name == _DEFAULT] or required
    files = [word for directive in directives if directive.name in FILES for word in directive.values]
    unread = [word for word in files if isinstance(word, Unknown)]
    return next(iter((*opened, *said[-1:], *unread, *unread_options(arguments))), Absent(path))


def in_clear(directives: Sequence[Directive]) -> Iterator[Fact[str]]:
    """The passwords that stand in the directives: its own, those of its users, and its master's."""
    for directive in directives:
        if directive.name in ("requirepass", "masterauth"):
            yield from directive.values[:1]
        elif directive.name == "user":
            yield from (Known(known(rule)[1:], rule.path) for rule in directive.values if known(rule).startswith(">"))


def _name(directive: Directive) -> str:
    return known(directive.values[0]) if directive.values else ""


def _required(directive: Directive) -> Fact[Password]:
    return convert(directive.values[0], passwords.of, "a text") if directive.values else Known(_OPEN, directive.path)


def _of_rules(directive: Directive) -> Fact[Password]:
    """A user without any password cannot log in, unless with `nopass`; each rule changes what those before it said."""
    answer: Fact[Password] = Known(_CLOSED, directive.path)
    is_on = True
    for rule in directive.values[1:]:
        if not isinstance(rule, Known):
            return rule
        if rule.value in ("on", "off", "reset"):
            is_on = rule.value == "on"
        if rule.value in ("nopass", ">", f"#{_HASH_OF_NOTHING}"):
            answer = Known(_OPEN, rule.path)
        elif rule.value.startswith(">"):
            answer = Known(passwords.of(rule.value[1:]), rule.path)
        elif rule.value.startswith("#") or rule.value in ("reset", "resetpass"):
            answer = Known(_CLOSED, rule.path)
    granted = {known(rule) for rule in directive.values if known(rule).startswith("+")}
    is_harmless = bool(granted) and granted <= _HARMLESS
    return answer if is_on and not is_harmless else Known(_CLOSED, directive.path)
