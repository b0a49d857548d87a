"""Reads assignments line by line: environments, INI, YAML, TOML, and what looks like them."""

import re
from collections.abc import Iterator

from .layers import Layer, is_setting

_ASSIGNMENT = re.compile(
    r"""\s*(?:-\s+)?(?:export\s+|set\s+)?["']?(?P<name>[A-Za-z_][\w.-]*)["']?\s*(?:=|:(?=\s|$))\s*(?P<value>.*)"""
)
_ITEM = re.compile(r"\s*-\s+(?P<value>.+)")
_COMMENT = re.compile(r"(^|\s)[#;].*")
_QUOTED = re.compile(r"""(?P<quote>["'])(?P<text>.*?)(?P=quote)\s*,?\s*([#;].*)?""")
_COMPUTED = re.compile(r"\$|\{\{|%\(|\w\(")
_OPEN, _CLOSED = "[{(", "]})"
_LONGEST_LIST = 50


def layers(text: str) -> list[Layer]:
    """The settings by sections; a name that comes again begins another one."""
    found: list[Layer] = [{}]
    for name, value in _assignments(text.splitlines()):
        if is_setting(name):
            if name in found[-1]:
                found.append({})
            found[-1][name] = value
    return [layer for layer in found if layer]


def _assignments(rows: list[str]) -> Iterator[tuple[str, str | None]]:
    for index, row in enumerate(rows):
        match = _ASSIGNMENT.fullmatch(row)
        if match:
            name = match["name"].replace(".", "_").replace("-", "_")
            yield name, _value(match["value"], rows[index + 1 : index + 1 + _LONGEST_LIST])


def _value(first: str, later: list[str]) -> str | None:
    if quoted := _QUOTED.fullmatch(first):
        return _plain(quoted["text"])
    text = _COMMENT.sub("", first).rstrip(" \t,")
    if not text:
        return _plain(",".join(_items(later)))
    for row in later:
        if sum(map(text.count, _OPEN)) <= sum(map(text.count, _CLOSED)):
            break
        text += _COMMENT.sub("", row)
    return _plain(text)


def _items(rows: list[str]) -> Iterator[str]:
    """The items of a list, one on each line, up to the first line that is none."""
    for row in rows:
        bare = _COMMENT.sub("", row)
        if bare.strip():
            item = _ITEM.fullmatch(bare)
            if not item or _ASSIGNMENT.fullmatch(bare):
                return
            yield item["value"].strip(" \"'")


def _plain(text: str) -> str | None:
    """The text, unless something is put in the place of a part of it; a URL shows which part that is."""
    return None if "://" not in text and _COMPUTED.search(text) else text
