"""Follows a script: which files it writes on a machine, and what it starts there. It runs nothing."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from ..command import shell
from ..command.unwrap import DEEPEST
from ..command.words import Word, Words, known, program
from ..command.wrapper import NOBODY
from ..command.wrappers import WRAPPERS
from ..value import Absent, Known
from . import commands, variables
from .machine import Machine, Started
from .steps import Step, steps

_ASSIGNMENT = re.compile(r"(?P<name>[A-Za-z_]\w*)=(?P<value>.*)", re.DOTALL)
_ESCAPED_OR_VARIABLE = re.compile(rf"\\(?P<escaped>[$`\\\n])|{variables.VARIABLE.pattern}")
_DECLARING = frozenset({"export", "local", "readonly", "declare", "typeset"})


@dataclass(slots=True)
class Script:
    """A script on a machine, and what is known while it runs."""

    machine: Machine
    path: str
    """The argument that holds it."""
    variables: dict[str, Word] = field(default_factory=dict)
    user: Word = NOBODY
    depth: int = 0

    def run(self, text: str, given: str | None = None) -> str | None:
        """Follow the text, whose commands read what is `given`; the answer is what it prints, as far as known."""
        found = steps(text) if self.depth < DEEPEST else None
        outputs: list[str | None] = []
        for position, step in enumerate(found or ()):
            piped = outputs[position - 1] if position and found and found[position - 1].end == "|" else given
            output = _joined(outputs[step.group : position]) if step.group >= 0 else self._step(step, piped)
            for target, at_end in step.writes:
                self.machine.write(self._filled(target), output, self.path, at_end=at_end)
            outputs.append("" if step.writes else output)
        return _joined(outputs)

    def _step(self, step: Step, given: str | None) -> str | None:
        """One command; what it prints."""
        words = [self._filled(word) for word in step.words]
        declares = bool(words) and words[0] in _DECLARING
        assigned = [bool(_ASSIGNMENT.fullmatch(word)) for word in words]
        first = len(words) if declares or all(assigned) else assigned.index(False)
        self.variables |= self._assignments(words[:first])
        read = self._read(step, given)
        return self.command([Known(word, self.path) for word in words[first:]], read) if words[first:] else ""

    def _assignments(self, words: Sequence[str]) -> dict[str, Word]:
        pairs = [assignment for word in words if (assignment := _ASSIGNMENT.fullmatch(word))]
        return {pair["name"]: variables.word(pair["value"], self.path) for pair in pairs}

    def command(self, words: Words, given: str | None) -> str | None:
        """A command behind whatever is wrapped around it."""
        inner = Script(self.machine, self.path, self.variables, self.user, self.depth + 1)
        wrapper = WRAPPERS.get(program(words[0]))
        wrapped = wrapper.peel(words[1:]) if wrapper and self.depth < DEEPEST else None
        if wrapped and wrapped.words:
            inner.variables = {**self.variables, **wrapped.variables}
            inner.user = self.user if isinstance(wrapped.user, Absent) else wrapped.user
            return inner.command(wrapped.words, given)
        if program(words[0]) in shell.SHELLS:
            return inner.shell(words, given)
        if handler := commands.HANDLERS.get(program(words[0])):
            return handler(inner, [known(word) for word in words[1:]], given)
        if not wrapper:
            unfilled = tuple(variables.word(known(word), self.path) for word in words)
            self.machine.started.append(Started(unfilled, self.user, self.variables, self.path))
        return None

    def shell(self, words: Words, given: str | None) -> str | None:
        """A shell of its own: with a script, a file's name, or what it is given to read."""
        script, rest = shell.run(words)
        if script is not None:
            return self.run(known(script), given)
        text = self.machine.files.get(known(rest[0])) if rest else None
        if isinstance(text, Known):
            return self.run(text.value, given)
        return self.run(given) if given is not None and len(words) - 1 <= _options(words) else None

    def _read(self, step: Step, given: str | None) -> str | None:
        """What a command gets to read."""
        if step.document:
            text = step.document.text
            return text if step.document.is_literal else self._filled(text, is_quoted=True)
        if step.reads:
            found = self.machine.files.get(self._filled(step.reads))
            return found.value if isinstance(found, Known) else None
        return given

    def _filled(self, text: str, *, is_quoted: bool = False) -> str:
        """With the variables that are known; between quotes a backslash protects some signs."""
        if not is_quoted:
            return variables.filled_in(text, self.variables)

        def part(found: re.Match[str]) -> str:
            if (escaped := found["escaped"]) is not None:
                return escaped.strip("\n")
            return variables.filled_in(found[0], self.variables)

        return _ESCAPED_OR_VARIABLE.sub(part, text)


def _joined(outputs: Sequence[str | None]) -> str | None:
    """What several commands print, where all of it is known."""
    known_ones = [output for output in outputs if output is not None]
    return "".join(known_ones) if len(known_ones) == len(outputs) else None


def _options(words: Words) -> int:
    return sum(known(word).startswith("-") for word in words[1:])
