"""Takes a shell's script apart into words and operators. It evaluates nothing."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_BLANK = re.compile(r"(?:[^\S\n]|\\\n)+|\#[^\n]*")
_OPERATOR = re.compile(r"&&|\|\||;;&?|;&|\|&|[;|&()\n]")
_REDIRECTION = re.compile(r"&>>?|\d*(?:<<<|<<-?|>>|>\||[<>]&|<>|[<>])(?!\()")
_DOCUMENT = re.compile(r"\d*<<-?")
_PLAIN = re.compile(r"""[^\s"'\\;&|<>()$`]+""")
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
_SINGLE = re.compile(r"'([^']*)'")
_IN_DOUBLE = re.compile(r'[^"\\$`]+|\\(?![$`"\\\n])')
_NAME = re.compile(r"\$([A-Za-z_]\w*|[0-9@*#?$!-])")
_BACKQUOTED = re.compile(r"`(?:\\.|[^`\\])*`", re.DOTALL)
_NESTED = re.compile(r"\\.|'[^']*'|.", re.DOTALL)
_CLOSING = {"(": ")", "{": "}"}


@dataclass(frozen=True, slots=True)
class Expansion:
    """What the shell puts there: a variable by its name, or anything else, which has none."""

    name: str = ""


Piece = str | Expansion


@dataclass(frozen=True, slots=True)
class Operator:
    """What ends a command, or a redirection's sign."""

    text: str

    @property
    def redirects(self) -> bool:
        """Whether a file's name follows."""
        return bool(_REDIRECTION.fullmatch(self.text))


Token = Operator | list[Piece]
"""A word is the pieces that it is put together from."""


@dataclass(frozen=True, slots=True)
class Document:
    """What a here-document holds."""

    text: str
    is_literal: bool
    """Whether the shell leaves it as it stands, since a part of its word is quoted."""


@dataclass(frozen=True, slots=True)
class _Awaited:
    """A here-document that begins with the next line."""

    word: str
    is_literal: bool
    is_indented: bool


class UnreadableError(Exception):
    """The script cannot be split, as at a quote that does not end."""


class Lexer:
    """Reads a script from its beginning to its end."""

    def __init__(self, text: str) -> None:
        self.documents: list[Document] = []
        """Those that were passed, in their order."""
        self._text = text
        self._position = 0

    def tokens(self) -> Iterator[Token]:
        """The script's words and operators; what a here-document holds is neither."""
        documents: list[_Awaited] = []
        awaited = ""
        while self._position < len(self._text):
            if self._take(_BLANK):
                continue
            if sign := self._take(_REDIRECTION):
                awaited = sign if _DOCUMENT.fullmatch(sign) else ""
                yield Operator(sign)
            elif operator := self._take(_OPERATOR):
                yield Operator(operator)
                if operator == "\n":
                    self._pass(documents)
            else:
                start, word = self._position, self._word()
                if awaited:
                    text = "".join(piece for piece in word if isinstance(piece, str))
                    is_literal = text != self._text[start : self._position]
                    documents.append(_Awaited(text, is_literal, awaited.endswith("-")))
                    awaited = ""
                yield word

    def _take(self, pattern: re.Pattern[str]) -> str:
        match = pattern.match(self._text, self._position)
        self._position = match.end() if match else self._position
        return match[0] if match else ""

    def _pass(self, awaited: list[_Awaited]) -> None:
        """The lines of here-documents, each of which ends with its word."""
        lines: list[str] = []
        while awaited:
            start, end = self._position, self._text.find("\n", self._position)
            self._position = end + 1 or len(self._text)
            line = self._text[start : self._position]
            if line.strip() != awaited[0].word:
                lines.append(line.lstrip("\t") if awaited[0].is_indented else line)
            if line.strip() == awaited[0].word or end < 0:
                self.documents.append(Document("".join(lines), awaited.pop(0).is_literal))
                lines = []

    def _word(self) -> list[Piece]:
        pieces: list[Piece] = []
        start = self._position
        while self._position < len(self._text):
            if plain := self._take(_PLAIN):
                pieces.append(plain)
            elif escaped := self._take(_ESCAPED):
                pieces.append(escaped[1:].removeprefix("\n"))
            elif single := self._take(_SINGLE):
                pieces.append(single[1:-1])
            elif self._text[self._position] == '"':
                pieces += self._double()
            elif self._text[self._position] in "$`" or self._text[self._position : self._position + 2] in ("<(", ">("):
                pieces.append(self._expansion())
            else:
                break
        if self._position == start:
            raise UnreadableError
        return pieces

    def _double(self) -> Iterator[Piece]:
        """What stands between double quotes, which do not protect a variable."""
        self._position += 1
        yield ""
        while not self._text.startswith('"', self._position):
            if self._position >= len(self._text):
                raise UnreadableError
            if plain := self._take(_IN_DOUBLE):
                yield plain
            elif escaped := self._take(_ESCAPED):
                yield escaped[1:].removeprefix("\n")
            else:
                yield self._expansion(quoted=True)
        self._position += 1

    def _expansion(self, *, quoted: bool = False) -> Piece:
        opening = self._text[self._position + 1 : self._position + 2]
        if opening in _CLOSING:
            return self._nested(opening)
        if name := self._take(_NAME):
            return Expansion(name[1:])
        if self._take(_BACKQUOTED):
            return Expansion()
        if self._text[self._position] == "`":
            raise UnreadableError
        self._position += 1
        return "" if opening in ("'", '"') and not quoted else "$"

    def _nested(self, opening: str) -> Expansion:
        """`${NAME}`, or what is calculated or run."""
        start = self._position = self._position + 2
        depth = 1
        while depth:
            part = self._take(_NESTED)
            if not part:
                raise UnreadableError
            depth += (part == opening) - (part == _CLOSING[opening])
        return Expansion(self._text[start : self._position - 1] if opening == "{" else "")
