"""What may stand where something else belongs, in the form in which the engine sends it."""

from typing import Any

from pack_server import UNKNOWN, secret
from pulumi_policy.deserialize import SPECIAL_ARCHIVE_SIG, SPECIAL_ASSET_SIG, SPECIAL_SECRET_SIG, SPECIAL_SIG_KEY

OUTPUT_SIG = "d0e6a833031e9bbcd3f4e8bde6ca49a4"
REFERENCE_SIG = "5cf8f73096256a8f31e491e813e4eb8e"


def signed(signature: str, **more: Any) -> dict[str, Any]:
    return {SPECIAL_SIG_KEY: signature, **more}


def asset(**more: Any) -> dict[str, Any]:
    return signed(SPECIAL_ASSET_SIG, **more)


def archive(**more: Any) -> dict[str, Any]:
    return signed(SPECIAL_ARCHIVE_SIG, **more)


READABLE: list[Any] = [
    *(None, True, 0.0, -1.5, 1e308, [], {}, [None], [[]], [{}], {"": ""}, {"a": None}, {"__defaults": []}),
    *(
        UNKNOWN,
        [UNKNOWN],
        {"a": UNKNOWN},
        secret(UNKNOWN),
        secret(None),
        secret("x"),
        secret([secret({"a": secret(1)})]),
    ),
    *(asset(text="celery worker"), asset(path="/nowhere"), asset(uri="https://example.com"), archive(path="/nowhere")),
    archive(assets={"a": asset(text="celery"), "b": archive(uri="https://example.com")}),
]
UNREADABLE: list[Any] = [
    *(float("nan"), float("inf"), [float("-inf")]),
    *(signed(SPECIAL_SECRET_SIG), asset(), archive(), archive(assets={"a": "b"}), signed("newer than this SDK")),
    signed(OUTPUT_SIG, value="x", secret=True, dependencies=["urn:pulumi:a::b::c::d"]),
    signed(REFERENCE_SIG, urn="urn:pulumi:a::b::c::d", id="x"),
]
"""What the SDK raises at."""
TEXTS = [
    *(
        "",
        " ",
        "x",
        "\x00",
        "\U0001f600é",
        "\ufeff",
        "²",
        "\u0661",
        "None",
        "1e400",
        "0x10",
        "-",
        "--",
        "=",
        "@",
        ":",
        "/",
    ),
    *("$(", "${", "`", "'", '"', "\\", "{{", "%(", "<<EOF", "[a", "a=\n", "if x:", "\r\n\t", "a" * 300),
    *(
        "{",
        '{"a":',
        "[]",
        "{}",
        '"x"',
        "1",
        "null",
        "NaN",
        "[1e999]",
        "[" * 5000,
        '{"a":' * 5000,
        '[{"\\ud800":"\\ud800"}]',
    ),
    *("redis://", "redis://[", "redis://a:b@[::1", "redis://h:99999999/x", "redis://h:٣/0", "://", ";;"),
    *("sha256:", "1.2.3.4/99", "::/0", "999.1.1.1", "arn:aws:", "celery", "celery -A"),
]
ANYTHING = [*READABLE, *UNREADABLE, *TEXTS]
