"""A resource that is a file; while the file `hold` is there, its creation waits."""

import time
from pathlib import Path
from typing import Any

from pulumi import Input
from pulumi.dynamic import CreateResult, DiffResult, ReadResult, Resource, ResourceProvider, UpdateResult


class FileProvider(ResourceProvider):
    serialize_as_secret_always = False

    def create(self, props: dict[str, Any]) -> CreateResult:
        Path("begun").touch()
        while Path("hold").exists():
            time.sleep(0.05)
        if props["value"] == "impossible":
            raise ValueError("this cannot be written")
        Path(props["file"]).write_text(props["value"])
        return CreateResult(props["file"], props)

    def diff(self, _id: str, old: dict[str, Any], new: dict[str, Any]) -> DiffResult:
        return DiffResult(changes=old["value"] != new["value"])

    def update(self, id_: str, _old: dict[str, Any], new: dict[str, Any]) -> UpdateResult:
        Path(id_).write_text(new["value"])
        return UpdateResult(new)

    def read(self, id_: str, props: dict[str, Any]) -> ReadResult:
        if not Path(id_).exists():
            return ReadResult("", {})
        return ReadResult(id_, {**props, "value": Path(id_).read_text()})

    def delete(self, id_: str, _props: dict[str, Any]) -> None:
        Path(id_).unlink(missing_ok=True)


class File(Resource):
    def __init__(self, name: str, value: Input[str]) -> None:
        super().__init__(FileProvider(), name, {"file": f"{name}.txt", "value": value})
