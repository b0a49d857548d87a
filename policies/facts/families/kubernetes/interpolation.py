"""Puts variables into texts by Kubernetes' own rules: `$(NAME)` is the variable, `$$` a dollar."""

import re
from collections.abc import Mapping

from ...value import Fact, Known

_REFERENCE = re.compile(r"\$(?:\$|\((?P<name>[A-Za-z_.-][\w.-]*)\))")


def expand(text: Fact[str], variables: Mapping[str, Fact[str]]) -> Fact[str]:
    """The text with what is known of its variables; what is not known stays as it is written."""
    if not isinstance(text, Known) or "$" not in text.value:
        return text
    whole = _REFERENCE.fullmatch(text.value)
    if whole and whole["name"] in variables:
        return variables[whole["name"]]

    def put(match: re.Match[str]) -> str:
        found = variables.get(match["name"]) if match["name"] else Known("$")
        return found.value if isinstance(found, Known) else match[0]

    return Known(_REFERENCE.sub(put, text.value), text.path)
