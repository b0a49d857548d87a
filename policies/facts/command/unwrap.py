"""Takes away what is wrapped around a command: shells, interpreters, init processes, waiting, other users."""

import shlex
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from ..environment import Environment
from ..value import Absent, Known
from . import programs, python, shell
from .expansion import Scope
from .words import Word, Words, known, program, unread
from .wrapper import NOBODY, Wrapped
from .wrappers import AFTER_DASHES, WRAPPERS

DEEPEST = 20
"""How many scripts may stand in each other."""
MOST = 30
"""How many programs may be wrapped around one."""


@dataclass(frozen=True, slots=True)
class Command:
    """One program with its arguments, and what is around it."""

    words: Words
    user: Word = NOBODY
    variables: Mapping[str, Word] = field(default_factory=dict)
    """What is added to its environment."""
    unread: Word = NOBODY
    """A word before it that is not known, so that it may be no command."""
    is_file: bool = False
    """Whether it is a module or a file that an interpreter runs."""
    background: bool = False
    """Whether a script starts it beside others."""
    optional: bool = False
    """Whether a script may leave it out."""


def unwrap(command: Command, environment: Environment, depth: int = 0) -> Iterator[Command]:
    """The programs that a command leads to; an unknown word where it cannot be read."""
    for _ in range(MOST):
        if not command.words or not isinstance(first := command.words[0], Known):
            break
        name = program(first)
        if name in shell.SHELLS:
            script, words = shell.run(command.words)
            if script is not None:
                yield from _script(command, script, words, environment, depth)
                return
            command = replace(command, words=words, is_file=True)
        elif name == "python":
            command = replace(command, words=python.run(command.words), is_file=True)
        elif len(first.value.split()) > 1:  # an image whose entrypoint is a shell takes it so; others start nothing
            yield from _script(command, _joined(command.words), (), environment, depth)
            return
        elif wrapped := _wrapped(name, first.value, command.words[1:]):
            user = command.user if isinstance(wrapped.user, Absent) else wrapped.user
            variables = {**command.variables, **wrapped.variables}
            doubt = command.unread if isinstance(wrapped.unread, Absent) else wrapped.unread
            command = replace(command, words=wrapped.words, user=user, variables=variables, unread=doubt, is_file=False)
        else:
            break
    else:
        command = replace(command, words=tuple(unread(word, "wrapped too often") for word in command.words[:1]))
    if command.words:
        yield command


def _wrapped(name: str, word: str, arguments: Words) -> Wrapped | None:
    """The command in a program's arguments; None where it wraps none."""
    if wrapper := WRAPPERS.get(name):
        return wrapper.peel(arguments)
    if arguments and programs.passes_on(name, word, program(arguments[0])):
        return Wrapped(arguments)
    if name.startswith("wait") and programs.is_script(name, word) and "--" in map(known, arguments):
        return AFTER_DASHES.peel(arguments)
    return None


def _joined(words: Words) -> Known[str]:
    """A command line as one text, in which a variable stands for what is not known."""
    texts = [shlex.quote(word.value) if isinstance(word, Known) else "$_" for word in words[1:]]
    return Known(" ".join([known(words[0]), *texts]), words[0].path)


def _script(command: Command, text: Word, parameters: Words, environment: Environment, depth: int) -> Iterator[Command]:
    """The programs in a shell's script."""
    scope = Scope(parameters, environment, dict(command.variables))
    script = shell.parse(text, scope) if isinstance(text, Known) and depth < DEEPEST else None
    if script is None:
        yield replace(command, words=(unread(text, "a script that cannot be read"),))
        return
    for part in script.parts:
        inner = replace(
            command,
            words=part.words,
            variables=scope.assigned,
            background=command.background or part.background,
            optional=command.optional or script.branches,
        )
        yield from unwrap(inner, environment, depth + 1)
