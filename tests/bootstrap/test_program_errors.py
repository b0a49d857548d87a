"""What a failing program says, and how it ends."""

import pytest

from .project import Project


@pytest.mark.parametrize(
    ("program", "said", "traceback"),
    [
        ("raise ValueError('no good')", "ValueError: no good", True),
        ("import pulumi\nraise pulumi.RunError('choose another')", "error: choose another", False),
        ("import sys\nsys.exit('no way')", "error: no way", False),
        ("import sys\nsys.exit(3)", "non-zero exit code: 3", False),
        ("def half(:", "SyntaxError", False),
    ],
)
def test_it_is_told_once(project: Project, program: str, said: str, traceback: bool) -> None:
    project.path("__main__.py").write_text(program + "\n")
    preview = project.run("preview")
    diagnostics = preview.stdout.partition("Diagnostics:")[2]
    assert preview.returncode == 1
    assert diagnostics.count(said) == 1
    assert diagnostics.count("Traceback") == int(traceback)
    assert "language_host" not in diagnostics


def test_a_stop_without_an_error_is_a_success(project: Project) -> None:
    project.path("__main__.py").write_text("import sys\nsys.exit(0)\n")
    assert project.run("preview").returncode == 0


def test_an_interpreter_that_is_missing_is_named(project: Project) -> None:
    description = project.path("Pulumi.yaml")
    description.write_text(description.read_text().replace(".venv", "nowhere"))
    preview = project.run("preview")
    description.write_text(description.read_text().replace("nowhere", ".venv"))
    assert preview.returncode == 1
    assert "nowhere holds no bin/python" in preview.stdout
