"""The list as a file under its first addresses: the same files as below /api/v1/exports/."""

from __future__ import annotations

from functools import partial

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from incidents.filters.refusal import lines, refused
from incidents.open_data import asked_of
from incidents.open_data.answer import answer
from incidents.tables import INCIDENTS
from incidents.views import filtering
from incidents.views.incidents import OrderError, order_of
from incidents.views.page import today


def _download(request: HttpRequest, *, end: str) -> HttpResponseBase:
    """Exactly the incidents of the list's address, in its order. What can't be read is refused;
    what the list ignores is ignored."""
    filterset = filtering.filters(request, today())
    if not filterset.is_valid():
        return refused(lines(filterset.problems))
    try:
        order = order_of(request.GET)
    except OrderError as error:
        return refused([_(error.template) % error.params])
    asked = filtering.active(filterset, also=("order",)).urlencode()
    listed = settings.SITE_URL + reverse("public:incidents")
    head = {
        "site": settings.SITE_NAME,
        "address": f"{listed}?{asked}".removesuffix("?"),
        "filter": dict(filtering.active(filterset).lists()),
        "order": order.name,
        "date": filterset.today.isoformat(),
        "licence": settings.DATA_LICENCE,
    }
    return answer(INCIDENTS.name, end, asked_of(filterset, order, head=head))


incidents_csv = require_safe(partial(_download, end="csv"))
incidents_json = require_safe(partial(_download, end="json"))
