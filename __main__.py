"""The stack that the current stack file describes."""

import pulumi

from celery_stack import CeleryStack, CeleryStackArgs, config

stack = CeleryStack("demo", config.read(CeleryStackArgs))

for output in ("web_url", "broker_host", "broker_port", "broker_password", "status_command"):
    pulumi.export(output, getattr(stack, output))
