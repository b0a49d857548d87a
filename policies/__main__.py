"""Starts the pack; the engine runs this folder."""

from pulumi_policy import PolicyPack

from pack import DESCRIPTION, NAME
from pack.analyzer import install
from pack.checklist import Checklist
from pack.policies import policies
from rules import discover

if __name__ == "__main__":
    checklist = Checklist(discover())
    install(checklist)
    PolicyPack(NAME, policies(checklist.rules), description=DESCRIPTION)
