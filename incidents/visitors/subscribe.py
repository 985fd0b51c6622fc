"""To follow by e-mail: ask, confirm from the address, end.

No page says whether an address is known. What a link leads to changes nothing before a button is
pressed: programs follow links in mails.
"""

from typing import Any

from django.conf import settings
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from incidents import jobs
from incidents.actions import subscription
from incidents.codes import Frequency
from incidents.followed import Followed, NotFollowed, Unreadable, follow
from incidents.labels import label
from incidents.limits import Limit, key
from incidents.recorded import context
from incidents.visitors.forms import ReportsForm, SubscribeForm, Trapped
from incidents.visitors.page import DAY, may_send, pay, show, too_many

OF_ADDRESS = 3
"""Links that one address is sent in a day, whoever asks."""
OF_ALL = 2000
METHODS = ("GET", "HEAD", "POST")


@require_http_methods(METHODS)
def subscribe(request: HttpRequest) -> HttpResponse:
    """The form, for what the address's query says; 400 for a filter that can't be read, 404 for
    what is not public."""
    try:
        followed = follow(request.GET)
    except Unreadable as error:
        return show(request, "subscribe.html", status=400, problems=error.lines)
    except NotFollowed:
        return show(request, "subscribe.html", status=404, problems=[])
    of = ReportsForm if followed.reports else SubscribeForm
    if not settings.MAILS or request.method != "POST":
        return _form(request, followed, of())
    form = of(request.POST)
    if not form.is_valid():
        return _form(request, followed, form, status=400)
    if not may_send(request, "subscribe", OF_ALL):
        return too_many(request)
    _ask(form.cleaned_data, followed)
    return HttpResponseRedirect(reverse("public:asked"))


def _form(request: HttpRequest, followed: Followed, form: Trapped, **more: Any) -> HttpResponse:
    return show(request, "subscribe.html", followed=followed, form=form, **more)


def _ask(given: dict[str, Any], followed: Followed) -> None:
    """Nothing where the address has had its links of the day: to say so would tell of it."""
    address = subscription.normal(given["address"])
    if not pay([Limit(key("subscribe to", address.casefold()), OF_ADDRESS, DAY)]):
        return
    with context(door="page subscribe"), transaction.atomic():
        subscription.ask(
            address=address,
            language=get_language() or settings.LANGUAGE_CODE,
            frequency=Frequency(given.get("frequency", Frequency.DAILY)),
            query=followed.query,
            at=timezone.now(),
        )
        jobs.ask_to_mail()


@require_safe
def asked(request: HttpRequest) -> HttpResponse:
    """The same for whoever asked."""
    return show(request, "subscribe_asked.html", days=subscription.CONFIRM_WITHIN.days)


@require_http_methods(METHODS)
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """What would be confirmed, and the button that does it; 404 for a link that leads nowhere."""
    if request.method == "POST":
        if subscription.confirm(token=token, at=timezone.now()) is None:
            return show(request, "subscribe_confirm.html", status=404)
        return HttpResponseRedirect(reverse("public:confirmed"))
    found = subscription.asked_with(token=token, at=timezone.now())
    if found is None:
        return show(request, "subscribe_confirm.html", status=404)
    try:
        followed = follow(QueryDict(found.query))
    except NotFollowed:
        return show(request, "subscribe_confirm.html", status=404)
    often = _("as soon as one is issued") if followed.reports else ""
    frequency = often or label(Frequency(found.frequency))
    return show(request, "subscribe_confirm.html", words=followed.words, frequency=frequency)


@require_safe
def confirmed(request: HttpRequest) -> HttpResponse:
    """After the button."""
    return show(request, "subscribed.html")


@csrf_exempt
@require_http_methods(METHODS)
def unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    """The button that ends a subscription. Mail programs press it themselves (RFC 8058): they have
    no cookie, and follow no redirection; the token in the address is what entitles."""
    if subscription.public_id_of(token) is None:
        return show(request, "unsubscribe.html", status=404)
    done = request.method == "POST" and subscription.end(token=token)
    return show(request, "unsubscribe.html", known=True, done=done)
