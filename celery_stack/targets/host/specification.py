"""What launch.py is given to become a process: as values, nothing here touches the machine."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

SPECIFICATION = "process.json"


def command(props: Mapping[str, Any]) -> list[str]:
    """The launcher's argument list; the number of the replica comes last."""
    return [props["python"], "-SE", f"{props['state_dir']}/launch.py", str(_folder(props) / SPECIFICATION)]


def files(props: Mapping[str, Any], **more: str) -> dict[Path, str]:
    """The specification and the secret files, which only the process's user reads."""
    spec = {
        "argv": props["argv"],
        "env": {**props["env"], **props["secrets"]},
        "replica_env": props["replica_env"],
        "cwd": props["cwd"],
        **more,
    }
    secret_files = {_folder(props) / variable: content for variable, content in props["secret_files"].items()}
    return {**secret_files, _folder(props) / SPECIFICATION: json.dumps(spec, indent=1, sort_keys=True)}


def _folder(props: Mapping[str, Any]) -> Path:
    return Path(props["state_dir"], "secrets", props["name"])
