"""Everything that leaves a run of the pack: what the engine is told, the run's record, and the reports made of it."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from pack_server import Pack

from report.code_quality import code_quality
from report.markdown import markdown
from report.places import Places
from report.run import Finding, read
from report.sarif import sarif
from rules import discover

EVERYTHING = {rule.name: {"enforcementLevel": "mandatory"} for rule in discover()}
Resource = tuple[str, str, Mapping[str, Any]]
"""Its type as tests write it, its name, and its inputs."""


class Outlets:
    """One run over these resources with every rule on, by themselves and together with those around them."""

    def __init__(self, folder: Path, given: Sequence[Resource], around: Sequence[Any] = ()) -> None:
        file = folder / "run.jsonl"
        pack = Pack(config=EVERYTHING, run=file)
        said = [one for kind, name, inputs in given for one in pack.resource(kind, inputs, name)]
        said += pack.stack(*((f"{kind} {name}", inputs) for kind, name, inputs in given), *around)
        run = read(file)
        places = Places(folder, folder, run.stack)
        self.findings: Sequence[Finding] = run.findings
        self.texts: Mapping[str, str] = {
            "messages": "\n".join(one.message for one in said),
            "told": "\n".join(pack.told),
            "record": file.read_text(),
            "SARIF": json.dumps(sarif(run, places), ensure_ascii=False),
            "Markdown": markdown(run),
            "code quality": json.dumps(code_quality(run, places), ensure_ascii=False),
        }
