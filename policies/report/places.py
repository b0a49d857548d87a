"""Where in a repository a finding stands: code scanning and merge requests want a file and a line of it."""

import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from .run import Finding

PROJECT = "Pulumi.yaml"
SOURCES = {".py", ".ts", ".js", ".mts", ".mjs", ".go", ".cs", ".fs", ".vb", ".java", ".kt", ".scala", ".yaml", ".yml"}
NOT_OURS = ("pyvenv.cfg", "PulumiPolicy.yaml")
"""A folder with one of these holds a virtual environment or a policy pack."""
CONFIG_FOLDER = re.compile(r"""^(?:stackConfigDir|config):[ \t]*['"]?([^'"\s#]+)""", re.MULTILINE)
LARGEST = 1_000_000  # bytes; nobody writes more


@dataclass(frozen=True)
class Place:
    """A line of a file, named as in the repository."""

    file: str
    line: int


class Places:
    """The files of a Pulumi project in a repository."""

    def __init__(self, repository: Path, project: Path, stack: str) -> None:
        self._repository = repository.resolve()
        self._project = project.resolve()
        self._stack = stack.rpartition("/")[2]

    def of(self, finding: Finding) -> Place:
        """The argument in the stack file, else where the program names the resource, else the project's own file."""
        return self._configured(finding) or self._named(finding) or self._place(self._project / PROJECT, 1)

    def _configured(self, finding: Finding) -> Place | None:
        """Where the stack file has the argument: a CeleryStack's stand there, each under its first word."""
        if finding.kind != "celery-stack:index:CeleryStack" or not finding.argument:
            return None
        lines = _lines(self._stack_file)
        first, *others = re.sub(r"\[\d+\]", "", finding.argument).split(".")
        line = _below(lines, 0, f"celery-stack:{first}")
        for word in others:
            line = line and (_below(lines, line, word) or line)
        return self._place(self._stack_file, line) if line else None

    def _named(self, finding: Finding) -> Place | None:
        """Where a source file has the resource's name in quotation marks, best beside its type."""
        name = re.compile(rf"""["'`]{re.escape(finding.resource)}["'`]|^\s*{re.escape(finding.resource)}:\s*$""")
        type_name = finding.kind.rpartition(":")[2]
        hits = [
            (type_name not in f"{before}{line}", file, number)
            for file, lines in self._sources.items()
            for number, (before, line) in enumerate(zip(["", *lines], lines, strict=False), 1)
            if name.search(line)
        ]
        if not hits:
            return None
        _, file, number = min(hits, key=lambda hit: hit[0])
        return self._place(file, number)

    @cached_property
    def _stack_file(self) -> Path:
        folder = CONFIG_FOLDER.search("\n".join(_lines(self._project / PROJECT)))
        return self._project / (folder[1] if folder else "") / f"Pulumi.{self._stack}.yaml"

    @cached_property
    def _sources(self) -> dict[Path, list[str]]:
        return {file: _lines(file) for file in sorted(self._files())}

    def _files(self) -> Iterator[Path]:
        for folder, folders, names in os.walk(self._project):
            if Path(folder) != self._project and any(name in names for name in NOT_OURS):
                folders.clear()
                continue
            folders[:] = [name for name in folders if not name.startswith(".") and name != "node_modules"]
            yield from (Path(folder, name) for name in names if Path(name).suffix in SOURCES)

    def _place(self, file: Path, line: int) -> Place:
        return Place(Path(os.path.relpath(file, self._repository)).as_posix(), line)


def _lines(file: Path) -> list[str]:
    try:
        text = file.read_text(encoding="utf-8", errors="replace") if file.stat().st_size < LARGEST else ""
    except OSError:
        return []
    return text.splitlines()


def _below(lines: Sequence[str], parent: int, key: str) -> int:
    """The number of the line in YAML that has the key below that of line `parent`, or 0."""
    outer = _indent(lines[parent - 1]) if parent else -1
    for number, line in enumerate(lines[parent:], parent + 1):
        if line.strip() and not line.lstrip().startswith("#") and _indent(line) <= outer:
            break
        if re.match(rf"\s*{re.escape(key)}:(\s|$)", line):
            return number
    return 0


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())
