from django.urls import URLPattern, path
from django.views.decorators.cache import cache_control
from django.views.generic import TemplateView

from . import api, views


def asset(name: str, content_type: str) -> URLPattern:
    view = TemplateView.as_view(template_name=name, content_type=content_type)
    return path(name, cache_control(max_age=300)(view), name=name)


urlpatterns = [
    path("", views.page, name="page"),
    path("ticks", api.ticks),
    path("tasks/<uuid:task_id>", api.task),
    path("tasks/<slug:name>", api.enqueue),
    asset("page.css", "text/css"),
    asset("page.js", "text/javascript"),
    asset("icon.svg", "image/svg+xml"),
]
