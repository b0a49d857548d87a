"""A finding stands where its author can change it: in the stack file, the program, or else the project's file."""

from dataclasses import replace
from pathlib import Path

import pytest
from runs import UNSAFE, run_of

from report.places import Place, Places
from report.run import Finding

STACK_FILE = """\
# the shop
config:
  celery-stack:workers:
    settings: {}
  celery-stack:app:
    module: shop
    # settings: none
    settings:
      result_expires: 3600
      accept_content: [json, pickle]
  celery-stack:web:
    health_path: /
"""


@pytest.fixture
def finding(tmp_path: Path) -> Finding:
    return run_of(tmp_path, UNSAFE).violations[0]


def project(repository: Path, **files: str) -> Places:
    folder = repository / "infra"
    for name, text in {"Pulumi.yaml": "name: shop\n", **files}.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)
    return Places(repository, folder, "shop/dev")


def container(finding: Finding, name: str) -> Finding:
    return replace(finding, urn=f"urn:pulumi:dev::shop::docker:index/container:Container::{name}")


@pytest.mark.parametrize("settings", ["name: shop\n", "name: shop\nstackConfigDir: stacks\n"])
def test_an_argument_is_found_in_the_stack_file(tmp_path: Path, finding: Finding, settings: str) -> None:
    folder = "stacks/" if "stacks" in settings else ""
    file = f"{folder}Pulumi.dev.yaml"
    places = project(tmp_path, **{"Pulumi.yaml": settings, file: STACK_FILE})
    assert finding.argument == "app.settings.accept_content[1]"
    assert places.of(finding) == Place(f"infra/{file}", 10)


@pytest.mark.parametrize(("argument", "line"), [("app.settings.task_serializer", 8), ("web.health_path", 12)])
def test_an_argument_that_is_not_there_stands_at_the_one_around_it(
    tmp_path: Path, finding: Finding, argument: str, line: int
) -> None:
    places = project(tmp_path, **{"Pulumi.dev.yaml": STACK_FILE})
    assert places.of(replace(finding, argument=argument)) == Place("infra/Pulumi.dev.yaml", line)


def test_a_resource_is_found_by_its_name_beside_its_type(tmp_path: Path, finding: Finding) -> None:
    places = project(
        tmp_path,
        **{
            "a.py": 'print("redis")\n',
            "main.py": 'import docker\n\ndocker.Container(\n    "redis",\n)\n',
            ".venv/pyvenv.cfg": "",
            ".venv/b.py": 'Container("redis")\n',
            "venv/pyvenv.cfg": "",
            "venv/b.py": 'Container("redis")\n',
        },
    )
    assert places.of(container(finding, "redis")) == Place("infra/main.py", 4)


@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("index.ts", 'const name = 1;\nnew docker.Container("redis", {});\n'),
        ("main.go", '\ndocker.NewContainer(ctx, "redis", nil)\n'),
        ("Main.yaml", "resources:\n  redis:\n    type: docker:Container\n"),
    ],
)
def test_in_any_language(tmp_path: Path, finding: Finding, file: str, text: str) -> None:
    assert project(tmp_path, **{file: text}).of(container(finding, "redis")) == Place(f"infra/{file}", 2)


def test_what_is_nowhere_stands_in_the_projects_file(tmp_path: Path, finding: Finding) -> None:
    places = project(tmp_path, **{"main.py": 'Container(f"redis-{n}")\n'})
    assert places.of(container(finding, "redis-1")) == Place("infra/Pulumi.yaml", 1)
    assert places.of(replace(finding, urn="", argument="")) == Place("infra/Pulumi.yaml", 1)


def test_a_file_that_is_no_text_hides_nothing(tmp_path: Path, finding: Finding) -> None:
    places = project(tmp_path, **{"main.py": 'Container("redis")\n'})
    (tmp_path / "infra" / "a.py").write_bytes(b"\xff\xfe\x00")
    assert places.of(container(finding, "redis")) == Place("infra/main.py", 1)
