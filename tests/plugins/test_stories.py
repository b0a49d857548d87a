"""The stand-in answers what the official docker plugin was seen to answer."""

from types import ModuleType

import docker
import pytest

from .comparison import SUBJECTS, answers, recorded, stories
from .conversation import Plugin
from .own import IMAGE

ALL = [pytest.param(subject, name, id=name) for subject in SUBJECTS for name in stories(subject)]


@pytest.mark.parametrize(("subject", "name"), ALL)
def test_the_stand_in_answers_as_the_official_plugin_did(
    stand_in: Plugin, engine: docker.DockerClient, subject: ModuleType, name: str
) -> None:
    assert answers(subject, name, stand_in, engine, IMAGE) == recorded(subject)[name]


@pytest.mark.parametrize(("subject", "name"), ALL)
def test_the_official_plugin_answers_as_it_did(
    official_plugin: Plugin | None, engine: docker.DockerClient, subject: ModuleType, name: str
) -> None:
    """Where there is no official plugin, what is recorded of it is what there is to compare with."""
    if official_plugin is not None:
        assert answers(subject, name, official_plugin, engine, IMAGE) == recorded(subject)[name]


@pytest.mark.parametrize("subject", SUBJECTS)
def test_every_recorded_story_is_told(subject: ModuleType) -> None:
    assert sorted(recorded(subject)) == sorted(stories(subject))
