"""A backend that is out of reach, or that is not the one which has the stack."""

from pathlib import Path

from .project import Project


def test_up_makes_a_stack(project: Project) -> None:
    up = project.run("up")
    assert up.returncode == 0, up.stdout


def test_down_does_not_take_a_backend_out_of_reach_for_no_stack(project: Project) -> None:
    down = project.run("down", PULUMI_BACKEND_URL="file:///nonexistent/state")
    assert down.returncode == 1
    assert "unable to open state directory" in down.stdout
    assert "No stack is there" not in down.stdout


def test_down_on_another_backend_says_that_the_stack_is_here(project: Project, tmp_path: Path) -> None:
    down = project.run("down", PULUMI_BACKEND_URL=tmp_path.as_uri())
    assert down.returncode == 1
    assert "log out of the backend" in down.stdout
    assert project.path("made.txt").exists()


def test_a_copy_of_the_stack_file_that_was_cut_off_does_no_harm(project: Project) -> None:
    project.path(".celery-stack/project/Pulumi.dev.yaml").write_text("")
    up = project.run("up", "--expect-no-changes")
    assert up.returncode == 0, up.stdout
