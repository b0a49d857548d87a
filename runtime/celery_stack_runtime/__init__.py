"""Processes of a Celery application deployed with celery-stack."""
