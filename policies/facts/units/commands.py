"""Commands of a shell that write files, hand texts on, or start units: what each does to a machine."""

import re
from base64 import b64decode
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from ..command.words import names
from ..value import Known
from . import redis_conf

if TYPE_CHECKING:
    from .script import Script

Handler = Callable[["Script", Sequence[str], str | None], str | None]

_ESCAPED = re.compile(r"\\([nt\\\"'%])")
_BLANKS = {"n": "\n", "t": "\t"}
_PLACE = re.compile(r"%-?\d*[sdq]")
_BRACES = re.compile(r"\{([^{}]*)\}")
_RANGE = re.compile(r"(\d{1,3})\.\.(\d{1,3})")
_BACKUP = re.compile(r"\.(bak|backup|orig|old|default|save|dist)\b")
_SSH_VALUES = names("-b -c -D -e -F -i -J -L -l -m -o -p -R -S -w")
_MOVE_VALUES = names("-m -o -g -S --mode --owner --group --suffix")
_STARTING = names("start enable restart reenable reload-or-restart")


def _cat(script: "Script", arguments: Sequence[str], given: str | None) -> str | None:
    files = [name for name in arguments if not name.startswith("-")]
    texts = [text.value for name in files if isinstance(text := script.machine.files.get(name), Known)]
    return given if not files else "".join(texts) if len(texts) == len(files) else None


def _echo(_script: "Script", arguments: Sequence[str], _given: str | None) -> str | None:
    options = {word for word in arguments[:2] if re.fullmatch(r"-[neE]+", word)}
    text = " ".join(arguments[len(options) :]) + "\n"
    return _plain(text) if any("e" in option for option in options) else text


def _printf(_script: "Script", arguments: Sequence[str], _given: str | None) -> str | None:
    template, values = _plain(arguments[0]) if arguments else "", list(arguments[1:])
    if template == "--" and values:
        template, values = _plain(values[0]), values[1:]
    places = len(_PLACE.findall(template))
    rounds = max(1, -(-len(values) // places)) if places else 1
    remaining = iter(values)
    return "".join(_PLACE.sub(lambda _: next(remaining, ""), template) for _ in range(rounds))


def _tee(script: "Script", arguments: Sequence[str], given: str | None) -> str | None:
    at_end = any(word in ("-a", "--append") for word in arguments)
    for name in arguments:
        if not name.startswith("-"):
            script.machine.write(name, given, script.path, at_end=at_end)
    return given


def _dd(script: "Script", arguments: Sequence[str], given: str | None) -> str | None:
    for word in arguments:
        if word.startswith("of="):
            script.machine.write(word.removeprefix("of="), given, script.path)
    return ""


def _base64(_script: "Script", arguments: Sequence[str], given: str | None) -> str | None:
    if not any(word in ("-d", "-D", "--decode", "-di") for word in arguments) or given is None:
        return None
    try:
        return b64decode(given).decode(errors="replace")
    except ValueError:
        return None


def _sed(script: "Script", arguments: Sequence[str], given: str | None) -> str | None:
    """Edits configurations of Redis; of other files nothing is known afterwards that was not before."""
    if not any(re.match(r"-[a-zA-Z]*i|--in-place", word) for word in arguments):
        return None
    named = [arguments[index + 1] for index, word in enumerate(arguments[:-1]) if word in ("-e", "--expression")]
    operands = [word for word in arguments if not word.startswith("-") and word not in named]
    edits = named or operands[:1]
    for name in operands if named else operands[1:]:
        if redis_conf.is_configuration(name):
            text = script.machine.text(name)
            for edit in (line for one in edits for line in _edits(one)):
                text = redis_conf.edited(text, edit)
            script.machine.write(name, text, script.path)
    return ""


def _edits(text: str) -> Iterator[str]:
    """Several edits in one word have `;` or a new line between them."""
    yield from (part for part in re.split(r"(?<=/);\s*|\n", text) if part.strip())


def _move(script: "Script", arguments: Sequence[str], given: str | None) -> str | None:
    """A file that is known gets another name: copies are the same thing to systemd, which reads one of them."""
    *_, source, target = ("", "", *_operands(arguments))
    if source == "/dev/stdin":
        script.machine.write(target, given, script.path)
    elif not _BACKUP.search(target) and (text := script.machine.files.pop(source, None)):
        script.machine.files[target + source.rpartition("/")[2] if target.endswith("/") else target] = text
    return ""


def _operands(arguments: Sequence[str]) -> Iterator[str]:
    """The words that are neither options nor their values."""
    words = iter(arguments)
    for word in words:
        if word in _MOVE_VALUES:
            next(words, None)
        elif not word.startswith("-"):
            yield word


def _systemctl(script: "Script", arguments: Sequence[str], _given: str | None) -> str | None:
    verbs = [word for word in arguments if not word.startswith("-")]
    if verbs and verbs[0] in _STARTING:
        script.machine.units += [unit for word in verbs[1:] for unit in _braced(word)]
    return ""


def _braced(word: str) -> Iterator[str]:
    """`worker@{1..3}` and `worker@{a,b}` are several words."""
    braces = None if "$" in word else _BRACES.search(word)
    if not braces:
        yield word
        return
    numbers = _RANGE.fullmatch(braces[1])
    parts = map(str, range(int(numbers[1]), int(numbers[2]) + 1)) if numbers else braces[1].split(",")
    yield from (word[: braces.start()] + part + word[braces.end() :] for part in parts)


def _redis_cli(script: "Script", arguments: Sequence[str], _given: str | None) -> str | None:
    """`config set` says what a configuration could say, and that of a package does unless another is known."""
    words = [word.lower() for word in arguments]
    if "config" in words and words[words.index("config") + 1 :][:1] == ["set"]:
        setting = " ".join(arguments[words.index("config") + 2 :])
        name = next(filter(redis_conf.is_configuration, script.machine.files), redis_conf.USUAL)
        script.machine.write(name, f"{setting}\n", script.path, at_end=True)
    return None


def _ssh(script: "Script", arguments: Sequence[str], given: str | None) -> str | None:
    position = 0
    while position < len(arguments) and arguments[position].startswith("-"):
        position += 2 if arguments[position] in _SSH_VALUES else 1
    command = " ".join(arguments[position + 1 :])
    return script.run(command or given or "", given)


def _substituted(_script: "Script", _arguments: Sequence[str], given: str | None) -> str | None:
    return given


def _nothing(_script: "Script", _arguments: Sequence[str], _given: str | None) -> str | None:
    return ""


def _plain(text: str) -> str:
    return _ESCAPED.sub(lambda escaped: _BLANKS.get(escaped[1], escaped[1]), text)


HANDLERS: dict[str, Handler] = {
    "cat": _cat,
    "echo": _echo,
    "printf": _printf,
    "tee": _tee,
    "dd": _dd,
    "base64": _base64,
    "sed": _sed,
    "envsubst": _substituted,
    **dict.fromkeys(("mv", "cp", "install", "ln"), _move),
    "systemctl": _systemctl,
    "redis-cli": _redis_cli,
    "ssh": _ssh,
    **dict.fromkeys((":", "true", "set", "cd", "fi", "done", "esac"), _nothing),
}
"""By the program's name."""
