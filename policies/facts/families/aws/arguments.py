"""Reads what AWS' providers take in several forms: switches, numbers and protocols are texts as well."""

from ...reader import Reader
from ...value import Absent, Fact, Known, convert

_SWITCHES = {"true": True, "1": True, "false": False, "0": False}


def switch(inputs: Reader, key: str) -> Fact[bool]:
    """True or false, or a text that says so."""
    text = inputs.text(key)
    if isinstance(text, Known):
        return convert(text, lambda word: _SWITCHES.get(word.lower()), "true or false")
    return inputs.flag(key)


def number(inputs: Reader, key: str) -> Fact[float]:
    """A number, or a text of its digits."""
    text = inputs.text(key)
    if isinstance(text, Known):
        return convert(text, lambda word: float(word) if word.isdecimal() else None, "a number")
    return inputs.number(key)


def word(inputs: Reader, key: str) -> Fact[str]:
    """A text, or a number that stands for one."""
    figure = inputs.number(key)
    return Known(f"{figure.value:g}", figure.path) if isinstance(figure, Known) else inputs.text(key)


def listed(inputs: Reader, *keys: str) -> tuple[Fact[str], ...]:
    """What lists under these names hold; where that is nothing, that the first of them was not given."""
    found = tuple(fact for key in keys for fact in inputs.texts(key) if is_given(fact))
    return found or (Absent(keys[0]),)


def is_given(fact: Fact[str]) -> bool:
    """Whether somebody gave it; in a state, an argument that nobody gave may be an empty text."""
    return not isinstance(fact, Absent) and fact != Known("", fact.path)
