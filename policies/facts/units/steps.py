"""Takes a script apart into the commands that it runs, with what goes into each and where its output goes."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from ..command.lexer import Document, Expansion, Lexer, Operator, Piece, Token, UnreadableError
from ..command.words import names

_DOCUMENT = re.compile(r"\d*<<-?")
_HERE_STRING = re.compile(r"\d*<<<")
_OUTPUT = re.compile(r"[1&]?(?P<sign>>>?)\|?")
_KEYWORDS = names("if then elif else while until do ! time")
_GROUPS = {"{": "}", "(": ")"}


@dataclass(slots=True)
class Step:
    """One command. Its texts have variables as `${NAME}`."""

    words: list[str] = field(default_factory=list)
    writes: list[tuple[str, bool]] = field(default_factory=list)
    """Files that get its output, and whether at their end."""
    document: Document | None = None
    """What it reads."""
    reads: str = ""
    """The file that it reads."""
    end: str = "\n"
    """The operator behind it: `|` hands its output on, `&` lets it run beside the others."""
    group: int = -1
    """Of the end of a group: where in the script the group begins."""


def steps(text: str) -> list[Step] | None:
    """The commands of a script; None where it cannot be split."""
    lexer = Lexer(text)
    try:
        tokens = list(lexer.tokens())
    except UnreadableError:
        return None
    return list(_Steps(iter(lexer.documents)).read(tokens))


class _Steps:
    """Puts the words and redirections of a script together."""

    def __init__(self, documents: Iterator[Document]) -> None:
        self._documents = documents
        self._step = Step()
        self._done: list[Step] = []
        self._groups: list[int] = []
        self._redirection = ""

    def read(self, tokens: Sequence[Token]) -> list[Step]:
        """The steps in their order."""
        for token in (*tokens, Operator("\n")):
            self._operator(token) if isinstance(token, Operator) else self._word(text_of(token))
        return self._done

    def _operator(self, operator: Operator) -> None:
        if operator.redirects:
            self._redirection = operator.text
            return
        self._redirection = ""
        if self._step.words or self._step.writes or self._step.group >= 0:
            self._step.end = operator.text
            self._done.append(self._step)
            self._step = Step()
        if operator.text == "(":
            self._groups.append(len(self._done))
        elif operator.text == ")" and self._groups:
            self._step.group = self._groups.pop()

    def _word(self, text: str) -> None:
        if redirection := self._redirection:
            self._redirection = ""
            self._redirect(redirection, text)
        elif self._step.words or text not in _KEYWORDS | {"{", "}"}:
            self._step.words.append(text)
        elif text == "{":
            self._groups.append(len(self._done))
        elif text == "}" and self._groups:
            self._step.group = self._groups.pop()

    def _redirect(self, sign: str, text: str) -> None:
        if _DOCUMENT.fullmatch(sign):
            self._step.document = next(self._documents, None)
        elif _HERE_STRING.fullmatch(sign):
            self._step.document = Document(f"{text}\n", is_literal=False)
        elif sign == "<":
            self._step.reads = text
        elif output := _OUTPUT.fullmatch(sign):
            self._step.writes.append((text, output["sign"] == ">>"))


def text_of(pieces: Sequence[Piece]) -> str:
    """A word as one text."""
    return "".join(_text(piece) for piece in pieces)


def _text(piece: Piece) -> str:
    if isinstance(piece, Expansion):
        return f"${{{piece.name}}}" if piece.name else "$()"
    return piece
