"""The stack that is measured. Its passwords are given: the peers have the same ones, and draw none either."""

import os

import pulumi

from celery_stack import CeleryStack

SECRET = pulumi.Output.secret("of-this-benchmark")

CeleryStack(
    "docker-up",
    {
        "app": {"module": "demo", "image": os.environ["APP_IMAGE"], "secrets": {"DJANGO_SECRET_KEY": SECRET}},
        "target": {"docker": {"redis_image": os.environ["REDIS_IMAGE"]}},
        "broker": {"password": SECRET},
        "web": {"wsgi": "demo.wsgi:application", "port": int(os.environ["WEB_PORT"])},
        "workers": {"default": {}, "reports": {"queues": ["reports"]}},
        "beat": {},
    },
)
