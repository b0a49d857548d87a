"""What runs. Where it runs is in the stack files beside this file, and nowhere else."""

import pulumi

from celery_stack import CeleryStack, CeleryStackArgs, config

stack = CeleryStack("demo", config.read(CeleryStackArgs))

pulumi.export("web_url", stack.web_url)
pulumi.export("status_command", stack.status_command)
