"""How the command is found in the arguments of a program that only prepares the one that it starts."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from ..value import Absent, Known
from .words import Word, Words, known

NOBODY = Absent()
OPERAND = "operand"
_MODULE = ("-m", "--module")


@dataclass(frozen=True, slots=True)
class Wrapped:
    """The command in a wrapper's arguments."""

    words: Words
    user: Word = NOBODY
    """The user that it gets."""
    variables: Mapping[str, Word] = field(default_factory=dict)
    """What is added to its environment."""
    unread: Word = NOBODY
    """A word of the wrapper's own that is not known, so that the program may begin elsewhere."""


@dataclass(frozen=True, slots=True)
class Wrapper:
    """Which of a wrapper's arguments are its own."""

    verbs: frozenset[str] = frozenset()
    """Its commands that start a program; empty where it has no commands."""
    operands: int = 0
    """How many words come before the program, beside options and the verb."""
    values: frozenset[str] = frozenset()
    """Options whose value is the next word."""
    all_values: bool = False
    """Whether every long option has one."""
    user: frozenset[str] = frozenset()
    """The options that name the user to become; `operand` for the first operand."""
    program: frozenset[str] = frozenset()
    """Options that name the program, whose arguments follow `--`."""
    script: frozenset[str] = frozenset()
    """Options whose value is a shell's script."""
    dashes: bool = False
    """Whether the program follows the first `--`, where there is one."""
    assignments: bool = False
    """Whether words such as NAME=value come before it."""
    modules: bool = False
    """Whether `-m` names one of Python's modules."""
    one_word: bool = False
    """Whether the program and its arguments are one word."""

    def peel(self, arguments: Words) -> Wrapped | None:
        """The command in the arguments; None where these start no program."""
        unread = [word for word in arguments if not isinstance(word, Known)]
        if self.dashes and unread and "--" not in map(known, arguments):
            return Wrapped(unread[:1])
        own = _Own(self, arguments)
        while own.position < len(arguments) and own.read():
            pass
        return own.wrapped()


class _Own:
    """The arguments of a wrapper before those of its program."""

    def __init__(self, wrapper: Wrapper, arguments: Words) -> None:
        self.position = 0
        self._wrapper, self._arguments = wrapper, arguments
        dashes = (index for index, word in enumerate(arguments) if known(word) == "--")
        self._before = next(dashes, 0) if wrapper.dashes else 0
        self._verbs, self._operands = wrapper.verbs, wrapper.operands
        self._user: Word = NOBODY
        self._unread: Word = NOBODY
        self._program: Words = ()
        self._variables: dict[str, Word] = {}

    def read(self) -> bool:
        """Goes past one argument of the wrapper's; False at the program."""
        word = self._arguments[self.position]
        text = known(word)
        if text == "--":
            self.position += 1
            return False
        if self._wrapper.modules and text in _MODULE:
            return False
        if text.startswith("-"):
            self._option(text)
            return True
        return self._operand(word)

    def _operand(self, word: Word) -> bool:
        name, equals, value = known(word).partition("=")
        if not isinstance(word, Known) and not self._before:
            self._unread = word
        if self._verbs:
            if name not in self._verbs:
                return False
            self._verbs = frozenset()
        elif self._operands:
            self._operands -= 1
            self._user = word if OPERAND in self._wrapper.user else self._user
        elif self._wrapper.assignments and equals and name.isidentifier():
            self._variables[name] = Known(value, word.path)
        elif self.position >= self._before:
            return False
        self.position += 1
        return True

    def _option(self, text: str) -> None:
        wrapper = self._wrapper
        name, value, width = _split(text, self._arguments[self.position :], wrapper)
        self.position += width
        if name in wrapper.user:
            self._user = value
            self._operands -= OPERAND in wrapper.user
        elif name in wrapper.program:
            self._program = (value,)
        elif name in wrapper.script:
            self._program = _script(value)

    def wrapped(self) -> Wrapped | None:
        """What was found, where it is all there."""
        rest = self._arguments[self.position :]
        if self._verbs:
            return Wrapped(rest[:1]) if rest and not isinstance(rest[0], Known) else None
        if self._program:
            rest = (*self._program, *rest)
        elif rest and self._wrapper.one_word:
            rest = _script(rest[0])
        elif rest and known(rest[0]) in _MODULE:
            rest = (Known("python", rest[0].path), Known("-m", rest[0].path), *rest[1:])
        return Wrapped(rest, self._user, self._variables, self._unread)


def _script(text: Word) -> Words:
    return (Known("sh", text.path), Known("-c", text.path), text)


def _split(text: str, words: Words, wrapper: Wrapper) -> tuple[str, Word, int]:
    """An option, its value, and how many words they are: `-uapp`, `-u app`, `-Eu app`, `--user=app`, `--user app`."""
    path, following = words[0].path, words[1] if len(words) > 1 else NOBODY
    with_value = wrapper.values | wrapper.user | wrapper.program | wrapper.script
    name, equals, value = text.partition("=")
    if equals:
        return name, Known(value, path), 1
    if name in with_value or (wrapper.all_values and name.startswith("--")):
        return name, following, 2
    if not name.startswith("--") and name[:2] in with_value:
        return name[:2], Known(name[2:], path), 1
    if not name.startswith("--") and f"-{name[-1]}" in with_value:
        return f"-{name[-1]}", following, 2
    return name, NOBODY, 1
