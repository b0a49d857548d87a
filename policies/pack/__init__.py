"""What carries the rules: their form, guard and configuration, and the SDK's policies made of them."""

NAME = "celery-checklist"
VERSION = "0.1.0"
"""As in PulumiPolicy.yaml, where the engine looks."""
DESCRIPTION = "Celery's production checklist: a private Redis with a password, JSON only, one beat, nothing as root."
