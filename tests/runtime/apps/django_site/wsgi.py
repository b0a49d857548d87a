from django.core.wsgi import get_wsgi_application

from django_site import celery

application = get_wsgi_application()
tasks = celery.app
