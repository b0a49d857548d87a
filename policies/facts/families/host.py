"""Reads what resources of pulumi-command write on machines, and start there."""

from collections.abc import Iterator
from dataclasses import replace

from ..command.programs import hint
from ..command.shell import SHELLS
from ..command.words import Word, known, program
from ..environment import Environment
from ..reader import Reader
from ..resource import Resource
from ..stack import Subject
from ..units.host import Host
from ..units.machine import Machine, Started, in_file
from ..units.redis_server import LOOPBACK
from ..units.script import Script
from ..value import Absent, Fact, Known, Unknown
from ..workload import ABSENT, Workload


def _remote(resource: Resource, inputs: Reader) -> Iterator[Subject]:
    """A command on another machine, where one is root unless the connection says otherwise."""
    connection = inputs.child("connection")
    yield from _commands(resource, inputs, connection.text("user"), _names(connection))


def _local(resource: Resource, inputs: Reader) -> Iterator[Subject]:
    """A command on the machine that deploys; what is written in another language than a shell's cannot be read."""
    interpreter = inputs.texts("interpreter")
    if not interpreter or any(program(word) in SHELLS for word in interpreter):
        yield from _commands(resource, inputs, ABSENT, LOOPBACK)
        return
    for text in (inputs.text("create"), inputs.text("update")):
        if not isinstance(text, Absent) and (hint(resource.name) or hint(known(text))):
            yield Workload(resource, roles=Unknown(text.path, "in another language than a shell's"))


def _commands(resource: Resource, inputs: Reader, user: Word, names: frozenset[str]) -> Iterator[Subject]:
    """What is run first, and what is run at each change; the latter starts nothing beside."""
    create, update = inputs.text("create"), inputs.text("update")
    yield from _run(resource, inputs, create, user, names)
    if not isinstance(update, Absent) and known(update) != known(create):
        for subject in _run(resource, inputs, update, user, names):
            is_again = not isinstance(create, Absent)
            yield replace(subject, replicas=Known(0.0)) if is_again and isinstance(subject, Workload) else subject


def _run(resource: Resource, inputs: Reader, text: Fact[str], user: Word, names: frozenset[str]) -> Iterator[Subject]:
    machine = Machine()
    variables = Environment.of_mapping(inputs.child("environment")).variables
    if isinstance(text, Known):
        script = Script(machine, text.path, dict(variables))
        script.run(text.value, known(inputs.text("stdin")) or None)
    elif not isinstance(text, Absent):
        machine.started.append(Started((text,), ABSENT, variables, text.path))
    yield from Host(resource, machine, user, names).facts()


def _copied(resource: Resource, inputs: Reader) -> Iterator[Subject]:
    """A file that is put on another machine, or several in an archive."""
    target, connection = inputs.text("remotePath"), inputs.child("connection")
    machine = Machine()
    for key in ("source", "localAsset", "localPath"):
        for name, text in inputs.assets(key):
            place = f"{known(target)}/{name}" if name else known(target)
            machine.files[place] = replace(text, path=in_file(text.path, place))
    yield from Host(resource, machine, connection.text("user"), _names(connection)).facts()


def _names(connection: Reader) -> frozenset[str]:
    """By what the machine is reached."""
    host = connection.text("host")
    return frozenset({host.value}) if isinstance(host, Known) else frozenset()


TYPES = {
    "command:remote:Command": _remote,
    "command:local:Command": _local,
    "command:remote:CopyToRemote": _copied,
    "command:remote:CopyFile": _copied,
}
