"""Three addresses for whoever watches: is it alive, can it serve, and do jobs run?"""

from __future__ import annotations

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from incidents import listing
from incidents.jobs import SILENT_AFTER, failed, worker_is_silent, worker_is_starting
from incidents.models import Mode

PLAIN = "text/plain; charset=utf-8"


@never_cache
@require_safe
def live(request: HttpRequest) -> HttpResponse:
    """200 while the process answers at all; touches nothing else."""
    return HttpResponse("alive\n", content_type=PLAIN)


@never_cache
@require_safe
def ready(request: HttpRequest) -> HttpResponse:
    """200 when the database answers, has every migration, and the public lists are derived by the
    rules of this code; otherwise 503 with the reason. A site that is set to read only is ready, and
    says so."""
    problem = obstacle()
    if problem:
        return HttpResponse(f"not ready: {problem}\n", status=503, content_type=PLAIN)
    mode = "ready, read only" if Mode.objects.read_only() else "ready"
    return HttpResponse(f"{mode}\n", content_type=PLAIN)


@never_cache
@require_safe
def jobs(request: HttpRequest) -> HttpResponse:
    """200 while a worker takes up jobs and they succeed; 503 when nothing planned would happen, or
    one failed. The first worker of a new site is given its first minutes. Pages are served either
    way, so that this is no part of being ready."""
    try:
        silent, failing, starting = worker_is_silent(), failed(), worker_is_starting()
    except DatabaseError:
        return HttpResponse("the database does not answer\n", status=503, content_type=PLAIN)
    if silent:
        minutes = int(SILENT_AFTER.total_seconds() // 60)
        said = f"no worker has run for {minutes} minutes (run: manage.py run_jobs)\n"
        return HttpResponse(said, status=503, content_type=PLAIN)
    if failing:
        said = f"failed, the log says why: {', '.join(failing)}\n"
        return HttpResponse(said, status=503, content_type=PLAIN)
    return HttpResponse("starting\n" if starting else "running\n", content_type=PLAIN)


def obstacle() -> str:
    """Why pages can't be served now, or "". Names no host, user or database."""
    try:
        executor = MigrationExecutor(connection)
    except DatabaseError:
        return "the database does not answer"
    waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if waiting:
        return f"{len(waiting)} migrations are waiting (run: manage.py migrate)"
    if listing.is_behind():
        return "the public lists are not derived yet (run: manage.py rebuild_listing)"
    return ""
