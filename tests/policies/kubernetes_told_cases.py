"""What processes are told, by variables, arguments, ConfigMaps and Secrets, and what rules say of it."""

from base64 import b64encode
from typing import Any

from case import Case
from kubernetes_changes import Of, env, key
from kubernetes_resources import CONFIG_MAP, DEPLOYMENT, ENV, SECRET, WORKER, named, workload

STRONG = "4d7fZ2k9Qw7Lm2Xc5Vt"
WITHOUT, WITH_PASSWORD = "redis://redis:6379/0", f"redis://:{STRONG}@redis:6379/0"
NO_PASSWORD = "redis://:@redis:6379/0"
BY_INTERPOLATION = {"name": "CELERY_BROKER_URL", "value": "redis://:$(WORD)@redis:6379/0"}
IN_CLEAR = {"env": [{"name": "WORD", "value": STRONG}, BY_INTERPOLATION]}
TOO_LATE = {"env": [BY_INTERPOLATION, {"name": "WORD", "value": STRONG}]}
URL_ALONE = [{"env": [*ENV[:2], {"name": "REDIS_URL", "value": "redis://:$(REDIS_PASSWORD)@redis:6379/1"}]}]

CONFIGURED = ["appendonly yes\n# requirepass x\n", "requirepass ${REDIS_PASSWORD}\n", "user default on #ab ~* +@all\n"]
IN_A_CONFIGURATION = [f"port 6379\n requirepass {STRONG}\n", f"user default on >{STRONG} ~* +@all\n"]

SOUND: dict[str, tuple[str, dict[str, Any]]] = {
    "worker": (DEPLOYMENT, workload(WORKER, replicas=3)),
    "settings": (CONFIG_MAP, named("ConfigMap", "shop", data={"DJANGO_SETTINGS_MODULE": "shop.settings"})),
    "files": (CONFIG_MAP, named("ConfigMap", "shop", data={"settings.py": "CELERY_TASK_SERIALIZER = 'json'\n"})),
    "secrets": (SECRET, named("Secret", "shop", stringData={"REDIS_PASSWORD": STRONG})),
    "of redis": (SECRET, named("Secret", "redis-auth", stringData={"password": STRONG})),
    "other secrets": (SECRET, named("Secret", "database", stringData={"password": STRONG})),
    "nothing": (CONFIG_MAP, named("ConfigMap", "shop", binaryData={"logo": "AAAA"})),
}
of = Of(SOUND)


def data(rule: str, name: str, good: list[str], bad: list[str], sound: str = "settings") -> Case:
    """A ConfigMap with each of these texts under a name."""
    return Case(rule, sound, "data", *([{name: text} for text in side] for side in (good, bad)))


def encoded(**texts: str) -> dict[str, str]:
    """Texts as a Secret holds them."""
    return {name.replace("__", "."): b64encode(text.encode()).decode() for name, text in texts.items()}


CASES = [
    of.container(
        "celery-json-only", "worker", env("CELERY_ACCEPT_CONTENT", "json"), env("CELERY_ACCEPT_CONTENT", "json,pickle")
    ),
    of.container("celery-json-only", "worker", [], key("args", ["--", 'accept_content=(list)["json","pickle"]'])),
    of.container(
        "celery-result-expires", "worker", env("CELERY_RESULT_EXPIRES", "60"), env("CELERY_RESULT_EXPIRES", "0")
    ),
    of.container(
        "celery-pool-limit", "worker", env("CELERY_BROKER_POOL_LIMIT", "5"), env("CELERY_BROKER_POOL_LIMIT", "0")
    ),
    of.container("celery-visibility-timeout", "worker", [], env("CELERY_VISIBILITY_TIMEOUT", "60")),
    of.container("broker-secret-not-in-plain-env", "worker", [{"env": ENV}, *URL_ALONE, TOO_LATE], [IN_CLEAR]),
    of.container("broker-secret-not-in-plain-env", "worker", [], env("CELERY_BROKER_URL", WITH_PASSWORD)),
    of.container("broker-secret-not-in-plain-env", "worker", [], env("REDIS_PASSWORD", STRONG)),
    of.container("broker-secret-not-in-plain-env", "worker", [], key("args", ["-b", WITH_PASSWORD])),
    of.container("broker-url-has-credentials", "worker", [{"env": ENV}], env("CELERY_BROKER_URL", WITHOUT)),
    of.container(
        "broker-url-has-credentials", "worker", [], env("CELERY_RESULT_BACKEND", f"{WITH_PASSWORD};{WITHOUT}")
    ),
    of.container("redis-no-empty-password", "worker", [], env("CELERY_BROKER_URL", NO_PASSWORD)),
    of.container("rediss-verifies-certificates", "worker", [], env("BROKER_URL", "rediss://redis?ssl_cert_reqs=none")),
    of.container("rediss-verifies-certificates-absent", "worker", [], env("CELERY_BROKER_URL", "rediss://redis/0")),
    data("celery-json-only", "CELERY_TASK_SERIALIZER", ["json"], ["pickle"]),
    data("celery-json-only", "celery.py", ["# accept_content = ['pickle']"], ["accept_content = ['pickle']"], "files"),
    data("celery-json-only", "celeryconfig", [], ["accept_content = ['json', 'pickle']\n"], "files"),
    data("celery-json-only", "shop.env", ["CELERY_TASK_SERIALIZER=json"], ["CELERY_TASK_SERIALIZER=pickle"], "files"),
    data("celery-json-only", "shop.yaml", [], ["celery:\n  accept_content:\n    - pickle\n"], "files"),
    data("celery-result-expires", "CELERY_RESULT_EXPIRES", ["3600"], ["0", "None"]),
    data("celery-result-expires", "celery.py", ["result_expires = 60 * 60"], ["result_expires = None"], "files"),
    data("celery-pool-limit", "celery.py", ["broker_pool_limit = 5"], ["broker_pool_limit = 0"], "files"),
    data("broker-secret-not-in-plain-env", "CELERY_BROKER_URL", [WITHOUT, NO_PASSWORD], [WITH_PASSWORD]),
    data("broker-secret-not-in-plain-env", "REDIS_PASSWORD", [], [STRONG]),
    data("broker-secret-not-in-plain-env", "celery.py", [], [f"broker_url = '{WITH_PASSWORD}'"], "files"),
    data("broker-secret-not-in-plain-env", "redis.conf", CONFIGURED, IN_A_CONFIGURATION, "files"),
    data("broker-url-has-credentials", "CELERY_RESULT_BACKEND", [WITH_PASSWORD], [WITHOUT]),
    data("broker-url-has-credentials", "celery.py", [], [f"app = Celery('shop', broker='{WITHOUT}')"], "files"),
    data("rediss-verifies-certificates", "BROKER_URL", [], ["rediss://:x@redis/0?ssl_cert_reqs=CERT_NONE"]),
    Case("broker-secret-not-in-plain-env", "secrets", "stringData", [{"CELERY_BROKER_URL": WITH_PASSWORD}], []),
    Case("broker-url-has-credentials", "secrets", "stringData", [], [{"CELERY_BROKER_URL": WITHOUT}]),
    Case("broker-url-has-credentials", "secrets", "data", [], [encoded(CELERY_BROKER_URL=WITHOUT)]),
    Case("celery-json-only", "secrets", "data", [], [encoded(settings__py="CELERY_TASK_SERIALIZER = 'pickle'\n")]),
    Case(
        "redis-password-strength-default",
        "secrets",
        "stringData",
        [{"redis-password": STRONG}],
        [{"redis-password": "changeme"}],
    ),
    Case("redis-password-strength-default", "of redis", "stringData.password", [STRONG], ["changeme"]),
    Case("redis-password-strength-default", "other secrets", "stringData.password", ["changeme"], []),
]
