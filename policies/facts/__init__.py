"""The facts that rules judge: what a resource of any family says of Celery and Redis."""
