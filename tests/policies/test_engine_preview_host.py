"""A real `pulumi preview` of commands and copied files; components stand in for them, as no plugin is here."""

from pathlib import Path

import pytest
from host_texts import WORKER_UNIT, unit, units
from preview_program import Program

PROGRAM = '''
import pulumi
from pulumi import AssetArchive, ComponentResource, FileAsset, StringAsset

SCRIPT = """{script}"""
UNIT = """{unit}"""
CONNECTION = {{"host": "10.0.0.7", "user": "deploy"}}


def resource(kind, name, **inputs):
    ComponentResource(f"command:remote:{{kind}}", name, {{"connection": CONNECTION, **inputs}})


resource("Command", "script", create=SCRIPT)
resource("Command", "sealed", create=pulumi.Output.secret(SCRIPT))
resource("CopyToRemote", "asset", source=StringAsset(UNIT), remotePath="{path}")
resource("CopyToRemote", "archive", source=AssetArchive({{"celery.service": StringAsset(UNIT)}}), remotePath="/etc")
resource("CopyToRemote", "disk", source=FileAsset("__main__.py"), remotePath="{path}")
'''


@pytest.fixture
def program(tmp_path: Path) -> Program:
    return Program(tmp_path)


def preview(program: Program, user: str) -> tuple[int, str]:
    """A preview with everything run by this user."""
    script, text = units(User=user), unit(User=user)
    with program.instead(PROGRAM.format(script=script, unit=text, path=WORKER_UNIT)):
        return program.preview({})


def test_units_of_another_user_pass_and_what_cannot_be_seen_is_said(program: Program) -> None:
    code, output = preview(program, "shop")
    assert code == 0, output
    assert "[mandatory]" not in output
    assert "disk: source[celery.service] is a file that cannot be seen" in output


def test_units_of_root_stop_the_preview_wherever_their_text_stands(program: Program) -> None:
    code, output = preview(program, "root")
    assert code != 0
    for where in ("script: create", "sealed: create", "asset: source", "archive: source"):
        assert f'{where}[celery.service].User is "root"; wanted: an unprivileged user.' in output
