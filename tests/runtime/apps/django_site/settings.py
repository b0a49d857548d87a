SECRET_KEY = "not a secret"  # a test's
ALLOWED_HOSTS = ["127.0.0.1"]
ROOT_URLCONF = "django_site.urls"
CELERY_BROKER_URL = CELERY_BROKER_READ_URL = "redis://:wrong@127.0.0.1:1/0"
CELERY_RESULT_BACKEND = "redis://:wrong@127.0.0.1:1/1"
CELERY_TASK_ACKS_LATE = False
CELERY_RESULT_EXPIRES = 1
CELERY_ACCEPT_CONTENT = ["pickle"]
CELERY_BROKER_TRANSPORT_OPTIONS = {"visibility_timeout": 1, "queue_order_strategy": "priority"}
