"""Everything that this application has an opinion on, and nothing about the place it runs in.

Where Redis is, its password and the settings of a safe deployment come from the environment of the process.
There is no database: the session, which remembers the tasks of a visitor, is a signed cookie.
"""

import os
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

SECRET_KEY = os.environ.get("DJANGO_SECRET_KEY", "")
if not SECRET_KEY:
    raise ImproperlyConfigured(
        "DJANGO_SECRET_KEY is not set or empty. Set it to a random text of 50 characters or more, "
        "the same in web, worker and beat."
    )

DEBUG = os.environ.get("DJANGO_DEBUG") == "1"
ALLOWED_HOSTS = os.environ.get("DJANGO_ALLOWED_HOSTS", "127.0.0.1,localhost,[::1]").split(",")

INSTALLED_APPS = ["demo"]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "demo.middleware.content_security_policy",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
ROOT_URLCONF = "demo.urls"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [Path(__file__).with_name("templates")],
    }
]
SESSION_ENGINE = "django.contrib.sessions.backends.signed_cookies"
X_FRAME_OPTIONS = "DENY"
USE_I18N = False
TIME_ZONE = "UTC"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"stderr": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
}

TICK_SECONDS = 10
CELERY_TASK_TRACK_STARTED = True
CELERY_BEAT_SCHEDULE = {
    "tick": {
        "task": "demo.tasks.tick",
        "schedule": TICK_SECONDS,
        # A tick that no worker took in time says nothing any more: drop it instead of queueing it up.
        "options": {"expires": TICK_SECONDS},
    }
}
