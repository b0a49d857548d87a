"""The page for people. It works without JavaScript by reloading; page.js keeps it fresh."""

import logging
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from . import outage, results, ticks
from .forms import FORMS, Add

logger = logging.getLogger(__name__)
REMEMBERED = 8


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        return show(request, Add(initial={"x": 2, "y": 3}))
    if request.POST.get("task") not in FORMS:
        return HttpResponseBadRequest(f"task is not one of {', '.join(FORMS)}", content_type="text/plain")
    form = FORMS[request.POST["task"]](request.POST)
    if not form.is_valid():
        return show(request, form, status=400)
    try:
        sent = {"id": form.send(), "title": form.title}
    except outage.ERRORS as error:
        return apologise(request, form, error)
    request.session["tasks"] = [sent, *request.session.get("tasks", [])][:REMEMBERED]
    return redirect("page")


def show(request: HttpRequest, form: Any, status: int = 200) -> HttpResponse:
    sent = request.session.get("tasks", [])
    try:
        tasks = [task | results.describe(task["id"]) for task in sent]
        context = {"form": form, "tasks": tasks, "ticks": ticks.latest()}
    except outage.ERRORS as error:
        return apologise(request, form, error)
    return render(request, "page.html", context, status=status)


def apologise(request: HttpRequest, form: Any, error: Exception) -> HttpResponse:
    """The page without what only Redis knows."""
    logger.warning("%s: %s", type(error).__name__, error)
    tasks = [task | {"state": "UNKNOWN"} for task in request.session.get("tasks", [])]
    context = {"form": form, "tasks": tasks, "outage": outage.MESSAGE}
    return render(request, "page.html", context, status=503)
