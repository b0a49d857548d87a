"""Which Pulumi is good enough, and that every file pins the same one."""

from pathlib import Path

import pytest

from engine import golang, version

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize(
    ("printed", "numbers"),
    [
        ("v3.259.0\n", (3, 259, 0)),
        ("go1.26.8", (1, 26, 8)),
        ("go1.27rc1", (1, 27, 0)),
        ("v3.272.0-alpha.x1", (3, 272, 0)),
        ("", None),
        ("devel", None),
    ],
)
def test_versions_are_read_as_tools_print_them(printed: str, numbers: tuple[int, ...] | None) -> None:
    assert version.parse(printed) == numbers


@pytest.mark.parametrize("numbers", [(3, 259, 0), (3, 259, 4), (3, 300, 0)])
def test_the_pinned_version_and_newer_ones_are_used(numbers: tuple[int, ...]) -> None:
    assert version.good_enough(numbers)


@pytest.mark.parametrize("numbers", [None, (3, 258, 9), (2, 999, 0), (4, 0, 0)])
def test_older_ones_and_another_major_version_are_not(numbers: tuple[int, ...] | None) -> None:
    assert not version.good_enough(numbers)


def test_a_program_that_is_no_pulumi_has_no_version(tmp_path: Path) -> None:
    assert version.of(Path("/bin/false")) is None
    assert version.of(tmp_path / "nothing") is None


def test_the_go_module_and_the_constraints_pin_the_same_version() -> None:
    assert f"github.com/pulumi/pulumi/pkg/v3 v{version.PINNED}\n" in (ROOT / "engine/go.mod").read_text()
    assert f"pulumi=={version.PINNED}\n" in (ROOT / "constraints.txt").read_text()


def test_the_go_toolchain_is_what_the_module_asks_for() -> None:
    go = f"{golang.LEAST[0]}.{golang.LEAST[1]}"
    assert f"\ngo-bin=={go}." in (ROOT / "constraints.txt").read_text()
    assert f"\ngo {go}\n" in (ROOT / "engine/go.mod").read_text()
