"""Scripts that are put into a container, in the place of their names on its command line."""

from collections.abc import Mapping

from .command import Words
from .command.shell import SHELLS
from .command.words import known, program
from .value import Fact, Known


def in_full(words: Words, files: Mapping[str, Fact[str]]) -> Words:
    """The command line with the text of the shell's script that it starts, where this is one of the files."""
    position = 0
    if words and program(words[0]) in SHELLS:
        position = next((index for index, word in enumerate(words[1:], 1) if not known(word).startswith("-")), 0)
    text = files.get(known(words[position])) if words else None
    if not isinstance(text, Known) or not _is_a_shells(text.value, is_told=position > 0):
        return words
    return Known("sh"), Known("-c"), Known(text.value, words[position].path), *words[position:]


def _is_a_shells(text: str, *, is_told: bool) -> bool:
    """Whether the first line says so, or the command line in its place: a file by itself may be a configuration."""
    first = text.lstrip().partition("\n")[0]
    return any(program(Known(word)) in SHELLS for word in first[2:].split()) if first.startswith("#!") else is_told
