"""Starts the pack; the engine runs this folder with its own address."""

import os
import sys
from functools import partial
from pathlib import Path

from pulumi_policy import PolicyPack

from pack import DESCRIPTION, NAME
from pack.analyzer import install
from pack.checklist import Checklist
from pack.engine import tell
from pack.policies import policies
from pack.presets import PRESET, preset
from pack.record import FILE, Record
from rules import discover

if __name__ == "__main__":
    checklist = Checklist(discover())
    levels = preset(os.environ.get(PRESET, ""))
    install(checklist, Record(partial(tell, sys.argv[1]), os.environ.get(FILE, "")))
    readme = Path(__file__).with_name("README.md").read_text(encoding="utf-8")
    PolicyPack(NAME, policies(checklist.rules), initial_config=levels, description=DESCRIPTION, readme=readme)
