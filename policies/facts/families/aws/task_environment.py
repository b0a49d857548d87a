"""The variables of a container in an ECS task."""

from ...environment import Environment, Word
from ...reader import Reader
from ...value import Absent, Known, Unknown, given
from ...workload import ABSENT


def environment(definition: Reader) -> Environment:
    """Those in clear, those whose value only AWS keeps, and files of them that cannot be seen."""
    variables, rest = _variables(definition, "environment", "value")
    kept, rest_of_kept = _variables(definition, "secrets", "valueFrom")
    file = next((file.whole for file in definition.objects("environmentFiles")), ABSENT)
    unseen = ABSENT if isinstance(file, Absent) else Unknown(file.path, "a file that cannot be seen")
    secrets = {name: Unknown(value.path, "kept in a secret") for name, value in kept.items()}
    return Environment({**variables, **secrets}, given(rest, rest_of_kept, unseen))


def _variables(definition: Reader, key: str, value: str) -> tuple[dict[str, Word], Word]:
    """By name; and the first that has none which can be read."""
    entries = [(entry.text("name"), entry.text(value)) for entry in definition.objects(key)]
    unread = [name for name, _ in entries if isinstance(name, Unknown)]
    return {name.value: fact for name, fact in entries if isinstance(name, Known)}, unread[0] if unread else ABSENT
