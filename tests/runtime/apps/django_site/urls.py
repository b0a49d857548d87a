from django.http import HttpResponse
from django.urls import include, path

urlpatterns = [
    path("", include("celery_stack_runtime.django")),
    path("page", lambda request: HttpResponse("the application's page")),
]
