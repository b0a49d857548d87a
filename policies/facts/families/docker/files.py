"""Reads the files that are put into containers before they start; a file of the machine's is not looked at."""

from base64 import b64decode
from collections.abc import Iterator, Mapping

from ...command.redis import UNSEEN
from ...environment import Word
from ...graph import Node
from ...reader import Reader
from ...value import Absent, Fact, Known, Unknown, convert

_CONFIG = "docker:index/serviceConfig:ServiceConfig"


def uploaded(inputs: Reader) -> Mapping[str, Word]:
    """The files of a container, by their path in it."""
    return _by_name((upload.text("file"), _content(upload)) for upload in inputs.objects("uploads"))


def configured(inputs: Reader, spec: Reader) -> Mapping[str, Word]:
    """The files of a service, by their path in its containers; each is a resource of its own, which the graph shows."""
    nodes = [node for node in inputs.sources("taskSpec") if node.resource.type == _CONFIG]
    why = UNSEEN if inputs.around else "another resource's"
    return _by_name((config.text("fileName"), _data(config, nodes, why)) for config in spec.objects("configs"))


def _by_name(files: Iterator[tuple[Word, Word]]) -> Mapping[str, Word]:
    return {name.value: content for name, content in files if isinstance(name, Known)}


def _content(upload: Reader) -> Word:
    texts = (upload.text("content"), _decoded(upload.text("contentBase64")))
    return next((text for text in texts if not isinstance(text, Absent)), Unknown(upload.whole.path, UNSEEN))


def _data(config: Reader, nodes: list[Node], why: str) -> Word:
    """The text of a config: of the only one that there is, or of the one with its name."""
    name, path = config.text("configName"), config.whole.path
    found = nodes if len(nodes) == 1 else [node for node in nodes if _is_called(node, name)]
    data = _decoded(found[0].inputs.text("data")) if len(found) == 1 else Unknown(path, why)
    return Known(data.value, path) if isinstance(data, Known) else Unknown(path, why)


def _is_called(node: Node, name: Word) -> bool:
    own = node.inputs.text("name")
    return isinstance(own, Known) and isinstance(name, Known) and own.value == name.value


def _decoded(fact: Fact[str]) -> Word:
    return convert(fact, _text, "base64")


def _text(encoded: str) -> str | None:
    try:
        return b64decode(encoded).decode(errors="replace")
    except ValueError:
        return None
