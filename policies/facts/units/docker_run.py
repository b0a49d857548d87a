"""Reads `docker run` as the container that it makes, in the words of the Docker provider's own resource."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from pulumi_policy.proxy import UNKNOWN_STRING_VALUE

from ..addresses import is_address
from ..command.words import Words, known, names, program
from ..reader import Reader
from ..value import UNKNOWN, Fact, Known
from . import environment_file

ENGINES = names("docker podman nerdctl")
_VERBS = (("run",), ("create",), ("container", "run"), ("container", "create"))
_FLAGS = names(
    """
    -d -i -t -P -q --detach --interactive --tty --rm --privileged --init --read-only --publish-all --no-healthcheck
    --oom-kill-disable --sig-proxy --disable-content-trust --quiet --replace --systemd
    """
)
"""Options without a value; every other has one."""
_SHORT = {
    "p": "publish",
    "P": "publish-all",
    "e": "env",
    "u": "user",
    "v": "volume",
    "m": "memory",
    "l": "label",
    "h": "hostname",
    "w": "workdir",
    "c": "cpu-shares",
    "a": "attach",
}
_TEXTS = {
    "name": "name",
    "user": "user",
    "restart": "restart",
    "hostname": "hostname",
    "stop-signal": "stopSignal",
    "network": "networkMode",
    "net": "networkMode",
    "pid": "pidMode",
    "ipc": "ipcMode",
    "uts": "utsMode",
    "userns": "usernsMode",
    "cpus": "cpus",
    "log-driver": "logDriver",
}
"""Options that are a text, by the resource's argument."""
_TRUE = {"privileged": "privileged", "read-only": "readOnly", "publish-all": "publishAllPorts"}
_SECONDS_TO_STOP = 10


def is_one(words: Words) -> bool:
    """Whether these words make a container."""
    return bool(words) and program(words[0]) in ENGINES and _after_verb(words) is not None


def read(words: Words, files: Mapping[str, Fact[str]], path: str) -> Reader:
    """The container's arguments; `files` are those of its machine."""
    options, rest = _options(_after_verb(words) or ())
    texts = {_TEXTS[name]: _last(values) for name, values in options.items() if name in _TEXTS}
    flags = {_TRUE[name]: values[-1] != "false" for name, values in options.items() if name in _TRUE}
    inputs: dict[str, Any] = {
        **texts,
        **flags,
        "image": _value(rest[0]) if rest else None,
        "command": [_value(word) for word in rest[1:]],
        "entrypoints": [value for value in options.get("entrypoint", ())[-1:] if value],
        "envs": list(_environment(options, files)),
        "ports": [_port(text) for text in options.get("publish", ())],
        "labels": [dict(zip(("label", "value"), _pair(text), strict=True)) for text in options.get("label", ())],
        "capabilities": {"adds": options.get("cap-add", []), "drops": options.get("cap-drop", [])},
        "securityOpts": options.get("security-opt", []),
        "memory": 1 if "memory" in options else None,
        "stopTimeout": _number(options, "stop-timeout"),
        "destroyGraceSeconds": _number(options, "stop-timeout"),
        "healthcheck": {"tests": _health(options)},
        "volumes": [_volume(text) for text in options.get("volume", ())],
        "uploads": list(_mounted(options, files)),
    }
    return Reader(Known(_marked(inputs), f"{path}[docker run]"))


def _marked(value: Any) -> Any:
    """The value with what is not known as the reader takes it."""
    if isinstance(value, dict):
        return {key: _marked(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_marked(item) for item in value]
    return UNKNOWN if value == UNKNOWN_STRING_VALUE else value


def _after_verb(words: Words) -> Words | None:
    """What follows `run`, behind the engine's own options; None where something else is asked of it."""
    rest = [word for word in words[1:3] if not known(word).startswith("-")]
    for verb in _VERBS:
        if tuple(map(known, rest[: len(verb)])) == verb:
            position = next(index for index, word in enumerate(words) if known(word) == verb[-1])
            return words[position + 1 :]
    return None


def _options(words: Words) -> tuple[dict[str, list[str]], Words]:
    """The options by their long names, and the words from the image on."""
    found: dict[str, list[str]] = {}
    position = 0
    while position < len(words) and (text := known(words[position])).startswith("-"):
        name, value, width = _option(text, words[position + 1 : position + 2])
        found.setdefault(name, []).append(value)
        position += width
    return found, words[position:]


def _option(text: str, following: Words) -> tuple[str, str, int]:
    """An option's name and value, and how many words they are; of `-dp 80:80`, the last letter's."""
    name, equals, value = text.partition("=")
    if equals:
        return _long(name), value, 1
    if name in _FLAGS or (not name.startswith("--") and {f"-{letter}" for letter in name[1:]} <= _FLAGS):
        return _long(name), "", 1
    if not name.startswith("--"):
        letters = name[1:].lstrip("dit")
        if len(letters) > 1:
            return _SHORT.get(letters[0], ""), letters[1:], 1
        name = f"-{letters}"
    return _long(name), _value(following[0]) if following else "", 2


def _long(name: str) -> str:
    return name[2:] if name.startswith("--") else _SHORT.get(name[1:], name[1:])


def _value(word: Fact[str]) -> str:
    return word.value if isinstance(word, Known) else UNKNOWN_STRING_VALUE


def _last(values: Sequence[str]) -> str:
    return values[-1]


def _pair(text: str) -> tuple[str, str]:
    name, _, value = text.partition("=")
    return name, value


def _environment(options: Mapping[str, Sequence[str]], files: Mapping[str, Fact[str]]) -> Iterator[str]:
    """A name alone takes its value from the shell."""
    yield from (entry if "=" in entry else UNKNOWN_STRING_VALUE for entry in options.get("env", ()))
    for name in options.get("env-file", ()):
        text = files.get(name)
        if isinstance(text, Known):
            values = environment_file.read(text.value, text.path)
            yield from (f"{key}={_value(value)}" for key, value in values.items() if isinstance(value, Known))
        else:
            yield UNKNOWN_STRING_VALUE


def _port(text: str) -> Mapping[str, Any]:
    """`[[address:]port:]port`, where an IPv6 address stands in brackets."""
    if text == UNKNOWN_STRING_VALUE:
        return {"ip": text}
    address = text.rpartition(":")[0].rpartition(":")[0].strip("[]")
    inner = text.rpartition(":")[2].partition("/")[0]
    return {"internal": int(inner) if inner.isdecimal() else None, "ip": address if is_address(address) else "0.0.0.0"}  # noqa: S104


def _volume(text: str) -> Mapping[str, Any]:
    source, _, target = text.partition(":")
    return {"hostPath" if source.startswith("/") else "volumeName": source, "containerPath": target.partition(":")[0]}


def _mounted(options: Mapping[str, Sequence[str]], files: Mapping[str, Fact[str]]) -> Iterator[Mapping[str, str]]:
    """Files of the machine that are known, and that the container gets."""
    for text in options.get("volume", ()):
        source, _, target = text.partition(":")
        found = files.get(source)
        if isinstance(found, Known):
            yield {"file": target.partition(":")[0], "content": found.value}


def _number(options: Mapping[str, Sequence[str]], name: str) -> float:
    value = options.get(name, ["x"])[-1]
    return float(value) if value.isdecimal() else _SECONDS_TO_STOP


def _health(options: Mapping[str, Sequence[str]]) -> list[str]:
    if "no-healthcheck" in options:
        return ["NONE"]
    return ["CMD-SHELL", options["health-cmd"][-1]] if "health-cmd" in options else []
