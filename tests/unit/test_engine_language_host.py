"""The language host's answers that need no engine."""

import json
import sys
from pathlib import Path

from google.protobuf.struct_pb2 import Struct

from celery_stack.checklist import UNPRIVILEGED_USER
from engine.account import NAME
from engine.language_host import program, service
from engine.language_host.install import commands
from engine.language_host.interpreter import Interpreter, interpreter_of, missing
from engine.language_host.packages import dependencies, required_packages
from engine.language_host.protocol import language_pb2 as pb


def project(root: Path, **options: str) -> pb.ProgramInfo:
    struct = Struct()
    struct.update(options)
    return pb.ProgramInfo(root_directory=str(root), program_directory=str(root), entry_point=".", options=struct)


def test_a_virtual_environment_is_relative_to_the_project(tmp_path: Path) -> None:
    python = interpreter_of(project(tmp_path, virtualenv="venv"))
    assert python == Interpreter(f"{tmp_path}/venv/bin/python", tmp_path / "venv")
    assert "holds no bin/python" in (missing(python) or "")


def test_without_one_python_is_looked_for_on_path(tmp_path: Path) -> None:
    assert interpreter_of(project(tmp_path)) == Interpreter("python3")


def test_a_virtual_environment_is_active_for_what_runs_in_it(tmp_path: Path) -> None:
    made = Interpreter("python", tmp_path).environment({"PATH": "/usr/bin", "PYTHONHOME": "/x", "LANG": "C"})
    assert made == {"PATH": f"{tmp_path}/bin:/usr/bin", "VIRTUAL_ENV": str(tmp_path), "LANG": "C"}


def test_the_packages_of_another_interpreter_are_asked_of_it() -> None:
    assert [path for path in Interpreter("/usr/bin/python3").search_path() if "python3" in path]


def test_providers_are_what_packages_name(tmp_path: Path) -> None:
    for package, described in {
        "pulumi_cloud": {"resource": True, "name": "cloud", "version": "5.1.0", "server": "https://here"},
        "pulumi_rules": {"resource": False},
        "pulumi_generated": {
            "resource": True,
            "version": "v1.0.0",
            "parameterization": {"name": "generated", "version": "2.0.0", "value": "eA=="},
        },
    }.items():
        (tmp_path / package).mkdir()
        (tmp_path / package / "pulumi-plugin.json").write_text(json.dumps(described))
    cloud, generated = required_packages([str(tmp_path)])
    assert (cloud.kind, cloud.name, cloud.version, cloud.server) == ("resource", "cloud", "v5.1.0", "https://here")
    assert (generated.name, generated.version) == ("generated", "v1.0.0")
    assert generated.parameterization.value == b"x"


def test_dependencies_are_those_that_nothing_else_asks_for() -> None:
    every = {each.name for each in dependencies(sys.path, transitive=True)}
    direct = {each.name for each in dependencies(sys.path, transitive=False)}
    assert {"pulumi_policy", "grpcio"} <= every
    assert "grpcio" not in direct
    assert direct < every


def test_dependencies_are_installed_into_a_virtual_environment_of_the_project(tmp_path: Path) -> None:
    (tmp_path / "requirements.txt").touch()
    create, install = commands(project(tmp_path, virtualenv="venv"))
    assert create == [sys.executable, "-m", "venv", f"{tmp_path}/venv"]
    assert install[0] == f"{tmp_path}/venv/bin/python"


def test_what_is_said_twice_is_said_alike() -> None:
    assert program.REPORTED == service.REPORTED
    assert NAME == UNPRIVILEGED_USER
