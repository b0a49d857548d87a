"""What a shell puts in the place of its variables, as far as it is known."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from ..environment import Environment
from ..value import Fact, Known, Unknown
from .lexer import Expansion, Piece
from .words import Begun, Word, Words

_VARIABLE = "a shell's variable"
_NAME = re.compile(r"(\w+)(:?[-?].*)?", re.DOTALL)
"""A variable, also one with what stands in for it where it is not set."""
_ALL = ("@", "*")
_LONGEST = 100_000
"""Characters of a word, which a script can double again and again."""
_POSITIONS = frozenset("0123456789")
_NOTHING = Environment()


@dataclass(slots=True)
class Scope:
    """The variables of a script."""

    parameters: Words = ()
    """`$0` and those that follow it; empty where they are not known."""
    environment: Environment = _NOTHING
    assigned: dict[str, Word] = field(default_factory=dict)
    """What the script itself sets."""
    is_open: bool = False
    """Whether another file may set any of them."""

    def words(self, pieces: Sequence[Piece], path: str) -> Iterator[Word]:
        """The words that one word becomes."""
        whole = [piece for piece in pieces if piece != ""]
        if len(whole) == 1 and isinstance(whole[0], Expansion):
            yield from self._alone(whole[0], path, is_quoted=len(pieces) > 1)
            return
        beginning = ""
        for piece in pieces:
            text = Known(piece) if isinstance(piece, str) else self._value(piece.name, path)
            if not isinstance(text, Known) or len(beginning) > _LONGEST:
                yield Begun(path, _VARIABLE, beginning)
                return
            beginning += text.value
        yield Known(beginning, path)

    def _alone(self, expansion: Expansion, path: str, *, is_quoted: bool) -> Iterator[Word]:
        if expansion.name in _ALL and self.parameters:
            yield from self.parameters[1:]
            return
        value = self._value(expansion.name, path)
        if is_quoted or not isinstance(value, Known):
            yield value
        else:
            yield from (Known(word, value.path) for word in value.value.split())

    def _value(self, expansion: str, path: str) -> Fact[str]:
        """A variable's value; of what the script may have changed, none."""
        match = _NAME.fullmatch(expansion)
        if not match:
            return Unknown(path, _VARIABLE)
        name = match[1]
        if name in _POSITIONS:
            return self.parameters[int(name)] if int(name) < len(self.parameters) else Unknown(path, _VARIABLE)
        value = self.assigned.get(name, self.environment.variables.get(name))
        is_given = isinstance(value, Known) and (value.value or not match[2])
        return value if value and is_given and not self.is_open else Unknown(path, _VARIABLE)
