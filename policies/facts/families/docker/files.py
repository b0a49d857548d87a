"""Reads the files that are put into containers before they start; a file of the machine's is not looked at."""

from base64 import b64decode
from collections.abc import Iterator, Mapping

from ...environment import Word
from ...graph import Node
from ...reader import Reader
from ...value import Absent, Fact, Known, Unknown, convert

_CONFIG = "docker:index/serviceConfig:ServiceConfig"


def uploaded(inputs: Reader) -> Mapping[str, Word]:
    """The files of a container, by their path in it."""
    return _by_name((upload.text("file"), _content(upload)) for upload in inputs.objects("uploads"))


def configured(inputs: Reader, spec: Reader) -> Mapping[str, Word]:
    """The files of a service, which are resources of their own, by their path in its containers."""
    nodes = [node for node in inputs.sources("taskSpec") if node.resource.type == _CONFIG]
    return _by_name((config.text("fileName"), _data(config, nodes)) for config in spec.objects("configs"))


def _by_name(files: Iterator[tuple[Word, Word]]) -> Mapping[str, Word]:
    return {name.value: content for name, content in files if isinstance(name, Known)}


def _content(upload: Reader) -> Word:
    given = [
        fact for fact in (upload.text("content"), _decoded(upload.text("contentBase64"))) if fact != Absent(fact.path)
    ]
    return given[0] if given else Unknown(upload.whole.path, "a file that cannot be seen")


def _data(config: Reader, nodes: list[Node]) -> Word:
    """The text of a config, as far as the graph tells whose it is."""
    name = config.text("configName")
    found = [
        node
        for node in nodes
        if len(nodes) == 1 or (isinstance(name, Known) and node.inputs.text("name") == Known(name.value, "name"))
    ]
    unseen = Unknown(config.whole.path, "a file that cannot be seen")
    data = _decoded(found[0].inputs.text("data")) if len(found) == 1 else unseen
    return Known(data.value, config.whole.path) if isinstance(data, Known) else unseen


def _decoded(fact: Fact[str]) -> Word:
    return convert(fact, _text, "base64")


def _text(encoded: str) -> str | None:
    try:
        return b64decode(encoded).decode(errors="replace")
    except ValueError:
        return None
