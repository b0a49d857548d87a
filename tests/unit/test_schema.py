"""The components' schema, from which other languages are generated: every type and every field is described."""

import pytest
from pulumi.provider.experimental.analyzer import Analyzer, AnalyzeResult

import celery_stack

COMPONENTS = [
    celery_stack.CeleryStack,
    celery_stack.Broker,
    celery_stack.Web,
    celery_stack.Worker,
    celery_stack.Beat,
]


@pytest.fixture(scope="module")
def schema() -> AnalyzeResult:
    return Analyzer("celery-stack").analyze(COMPONENTS)


def test_the_public_names_are_the_components_and_their_arguments(schema: AnalyzeResult) -> None:
    components = set(schema["component_definitions"])
    assert set(celery_stack.__all__) == components | {
        *(f"{name}Args" for name in components),
        *("AppArgs", "TargetArgs", "BrokerRef"),
    }


def test_every_type_of_an_argument_is_found(schema: AnalyzeResult) -> None:
    assert set(schema["type_definitions"]) >= {
        *("AppArgs", "BrokerArgs", "BrokerRef", "WebArgs", "WorkerArgs", "BeatArgs"),
        *("TargetArgs", "HostArgs", "DockerArgs", "RegistryArgs", "LogArgs"),
    }


def test_every_component_type_and_field_is_described(schema: AnalyzeResult) -> None:
    found = {}
    for component in schema["component_definitions"].values():
        found[component.name] = component.description
        for key, field in {**component.inputs, **component.outputs}.items():
            found[f"{component.name}.{key}"] = field.description
    for definition in schema["type_definitions"].values():
        found[definition.name] = definition.description
        for key, field in definition.properties.items():
            found[f"{definition.name}.{key}"] = field.description
    assert len(found) > 60
    assert not [name for name, description in found.items() if not description]


def test_only_what_cannot_have_a_default_is_required(schema: AnalyzeResult) -> None:
    types = {**schema["component_definitions"], **schema["type_definitions"]}
    required = {
        f"{name}.{key}"
        for name, found in types.items()
        for key, field in (getattr(found, "inputs", None) or getattr(found, "properties", {})).items()
        if not field.optional
    }
    login = {f"RegistryArgs.{key}" for key in ("address", "username", "password")}
    assert required == {"CeleryStack.app", "CeleryStack.target", "AppArgs.module", *login}


def test_a_password_may_come_from_another_stack_and_a_structure_may_not(schema: AnalyzeResult) -> None:
    broker = schema["component_definitions"]["Broker"].inputs
    assert broker["password"].plain is None
    assert broker["port"].plain is True
    assert schema["type_definitions"]["RegistryArgs"].properties["password"].plain is None
