"""`python -m report RUN`: the run that the pack wrote to RUN, as other tools want it."""

import argparse
import json
import os
import sys
from pathlib import Path

from .code_quality import code_quality
from .markdown import markdown
from .note import MergeRequest, NoNote
from .places import Places
from .run import NoRun, Run, read
from .sarif import sarif


def main() -> int:
    """Write what was asked for; without an option the Markdown is printed."""
    asked = _parser().parse_args()
    try:
        run = read(asked.run)
        _report(run, asked)
    except (NoRun, NoNote) as problem:
        print(problem, file=sys.stderr)
        return 1
    return 0


def _report(run: Run, asked: argparse.Namespace) -> None:
    places = Places(Path(), asked.project, run.stack)
    if asked.sarif:
        _write(asked.sarif, json.dumps(sarif(run, places), indent=2))
    if asked.code_quality:
        _write(asked.code_quality, json.dumps(code_quality(run, places), indent=2))
    if asked.markdown:
        _write(asked.markdown, markdown(run))
    if asked.note:
        MergeRequest(os.environ).comment(markdown(run))
    if not (asked.sarif or asked.code_quality or asked.markdown or asked.note):
        print(markdown(run), end="")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="report", description=__doc__)
    parser.add_argument("run", type=Path, metavar="RUN", help="the file that CELERY_CHECKLIST_RUN named")
    parser.add_argument(
        "--project", type=Path, default=Path(), help="the folder of Pulumi.yaml; you are in the repository's"
    )
    for name, what in (("sarif", "SARIF 2.1.0"), ("markdown", "Markdown"), ("code-quality", "GitLab's Code Quality")):
        parser.add_argument(f"--{name}", type=Path, metavar="FILE", help=f"write {what}")
    parser.add_argument("--note", action="store_true", help="comment on the merge request of this GitLab pipeline")
    return parser


def _write(file: Path, text: str) -> None:
    file.write_text(text if text.endswith("\n") else f"{text}\n", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
