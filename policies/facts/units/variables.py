"""Words of a machine's texts, which may hold variables and places that a template fills in."""

import re
from collections.abc import Mapping

from ..command.words import Word
from ..value import Known, Unknown

VARIABLE = re.compile(r"\$\{(?P<braced>\w+)\}|\$(?P<bare>[A-Za-z_]\w*)")
_DECIDES = re.compile(r"(^|[=:,\s])(\$\{[^{}]*\}|\$\w+|\$\([^()]*\)|`[^`]*`|\{\{[^{}]*\}\}|%\w)$")
"""Where all of a value is filled in, and not the folder of a program or a password in a URL only."""
_KNOWN_BY_NAME = {"CELERY_BIN": "celery"}
"""Variables of Celery's own example, by what they hold."""


def filled_in(text: str, variables: Mapping[str, Word]) -> str:
    """The text with the variables in it that are known; the others stay as they stand."""

    def value(match: re.Match[str]) -> str:
        name = match["braced"] or match["bare"]
        found = variables.get(name)
        return found.value if isinstance(found, Known) else _KNOWN_BY_NAME.get(name, match[0])

    return VARIABLE.sub(value, text)


def word(text: str, path: str) -> Word:
    """The text as a word, unknown where a variable decides what it says."""
    return Unknown(path, "a variable") if _DECIDES.search(text) else Known(text, path)
