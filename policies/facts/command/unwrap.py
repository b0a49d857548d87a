"""Takes away what is wrapped around a command: shells, interpreters, init processes, waiting, other users."""

from collections.abc import Iterator
from dataclasses import dataclass

from ..value import Absent, Known
from .shell import SHELLS, parse
from .words import Word, Words, known, program, unread
from .wrappers import NOBODY, WRAPPERS

DEEPEST = 20
_PYTHON_VALUES = frozenset({"-W", "-X", "--check-hash-based-pycs"})


@dataclass(frozen=True, slots=True)
class Command:
    """One program with its arguments."""

    words: Words
    user: Word = NOBODY
    background: bool = False
    """Whether a script starts it beside others."""
    optional: bool = False
    """Whether a script may leave it out."""


def unwrap(words: Words, user: Word = NOBODY, depth: int = 0) -> Iterator[Command]:
    """The commands that `words` lead to; an unknown word where they cannot be read."""
    while words and depth < DEEPEST:
        depth += 1
        name, arguments = program(words[0]), words[1:]
        if name in SHELLS:
            yield from _shell(words, user, depth)
            return
        if name == "python":
            words = _python(words)
            if words and not isinstance(words[0], Known):
                break
        elif wrapper := WRAPPERS.get(name):
            words, become = wrapper.peel(arguments)
            user = user if isinstance(become, Absent) else become
        elif "entrypoint" in name and arguments:  # by convention it prepares something and then becomes its arguments
            words = arguments
        else:
            break
    if words:
        yield Command(words, user)


def _shell(words: Words, user: Word, depth: int) -> Iterator[Command]:
    position = 1
    while position < len(words) and known(words[position]).startswith(("-", "+")):
        option = known(words[position])
        position += 2 if option in ("-o", "+o") else 1
        if not option.startswith("--") and "c" in option:
            break
    else:
        script = words[position] if position < len(words) else words[0]
        yield Command((unread(script, "a shell's script"),), user)
        return
    text = words[position] if position < len(words) else words[0]
    script_read = parse(text) if isinstance(text, Known) else None
    if script_read is None:
        yield Command((unread(text, "a script that cannot be read"),), user)
        return
    for inner in script_read.commands:
        for command in unwrap(inner, user, depth):
            yield Command(
                command.words,
                command.user,
                command.background or script_read.background,
                command.optional or script_read.branches,
            )


def _python(words: Words) -> Words:
    """The module or file that an interpreter runs, as if it were the program, with its arguments."""
    position = 1
    while position < len(words):
        word = known(words[position])
        if word == "-m":
            return words[position + 1 :]
        if word.startswith("-m"):
            return (Known(word[2:], words[position].path), *words[position + 1 :])
        if word == "-c" or not word:
            return (unread(words[position], "Python code"),)
        if not word.startswith("-"):
            return words[position:]
        position += 2 if word in _PYTHON_VALUES else 1
    return ()
