"""A shell's script is split as a shell splits it."""

import subprocess

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from facts.command.expansion import Scope
from facts.command.shell import parse
from facts.command.words import known
from facts.value import Known

PIECES = [
    "a",
    "bc",
    "'",
    '"',
    "\\",
    " ",
    "\n",
    "#",
    "-",
    "x y",
    "'q r'",
    '"s t"',
    "\\'",
    '\\"',
    "\\\\",
    "é",
    "\\\n",
    "=",
    "%",
]
PRINT = 'set -f; p() { printf \'%s\\0\' "$#" "$@"; }; p '


def commands(script: str) -> list[str] | None:
    """The script's commands, without quotes; a word that is not known is a question mark."""
    parsed = parse(Known(script), Scope())
    return parsed and [" ".join(known(word) or "?" for word in part.words) for part in parsed.parts]


@settings(max_examples=300)
@given(st.lists(st.sampled_from(PIECES), max_size=8).map("".join).map("{} z".format))
def test_words_are_those_of_a_shell(text: str) -> None:
    parsed = parse(Known(f"p {text}"), Scope())
    shell = subprocess.run(["sh", "-c", PRINT + text], capture_output=True, check=False)
    if parsed is None:
        assert b"Unterminated" in shell.stderr or b"unexpected" in shell.stderr
        return
    count, *words = shell.stdout.decode().split("\0")
    assert [known(word) for word in parsed.parts[0].words] == ["p", *words[: int(count)]]


@pytest.mark.parametrize(
    ("script", "expected"),
    [
        ("a b; c && d || e | f & g", ["a b", "c", "d", "e", "f", "g"]),
        ("a\n\n  b # c\n#d\ne", ["a", "b", "e"]),
        ("a >b 2>&1 </c >>d &>e 2>/f x", ["a x"]),
        ("a <<END b\nc d\nEND\ne", ["a b", "e"]),
        ("a <<-'END'\n\tc $d\n\tEND\ne", ["a", "e"]),
        ("a <<ONE <<TWO\n1\nONE\n2\nTWO\nb", ["a", "b"]),
        ("a <<< b c", ["a c"]),
        ("a > >(b c) d", ["a d"]),
        ("a <(b c) d", ["a ? d"]),
        ("a $(b $(c) 'd)') e", ["a ? e"]),
        ("a `b c` d", ["a ? d"]),
        ("a ${b:-c d} $((1 + 2)) e", ["a ? ? e"]),
        ('a "b $c" "d \\$e" \'$f\' $', ["a ? d $e $f $"]),
        ("A=b C='d e' f G=h", ["f G=h"]),
        ("export A=b; f", ["f"]),
        ("(a b) ; { c; d; }", ["a b", "c", "d"]),
        ("if a; then b; elif c; then d; else e; fi", ["a", "b", "c", "d", "e"]),
        ("while ! a; do b; done; c", ["a", "b", "c"]),
        ("for a in b c; do d; done", ["d"]),
        ("for a in b c\ndo d\ndone", ["d"]),
        ("case $a in b) c;; (d|e) f;; *)\ng ;; esac; h", ["c", "f", "g", "h"]),
        ("case $a in\n  b)\n c\n ;;\n*) d;;\nesac\ne", ["c", "d", "e"]),
        ("a() { b; }; a", ["a", "b", "a"]),
        ("time -p a", ["-p a"]),
        ("a\\\n b", ["a b"]),
        ("a\r\nb", ["a", "b"]),
        ("", []),
        ("a 'b", None),
        ('a "b', None),
        ("a $(b", None),
        ("a `b", None),
        ("a \\", None),
    ],
)
def test_commands(script: str, expected: list[str] | None) -> None:
    assert commands(script) == expected
