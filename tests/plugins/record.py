"""Keeps what the official plugin answers: `CELERY_STACK_TEST_PLUGINS=DIR python -m plugins.record` in tests."""

import sys

from .comparison import SUBJECTS, answers, plugin, record, stories
from .install import FOLDER, official
from .own import IMAGE, swarm


def main() -> None:
    if official("docker") is None:
        sys.exit(f"{FOLDER} must name the folder of the official plugin.")
    with swarm() as (url, engine), plugin(url, is_official=True) as used:
        for subject in SUBJECTS:
            record(subject, {name: answers(subject, name, used, engine, IMAGE) for name in stories(subject)})


if __name__ == "__main__":
    main()
