"""Pages on which a visitor writes: to follow by e-mail, to answer, to reach whoever runs the site,
to hold a file against the reports that we issued.

Apart from the pages that are read (``views``): these are for one visitor, never cached, and call
actions. Their addresses are below /fr/ and /en/.
"""

from django.urls import path

from incidents.visitors.contact import contact
from incidents.visitors.reply import received, reply
from incidents.visitors.subscribe import asked, confirm, confirmed, subscribe, unsubscribe
from incidents.visitors.verification import verify_report

urlpatterns = [
    path("contact/", contact, name="contact"),
    path("reply/", reply, name="reply"),
    path("reply/received/", received, name="reply_received"),
    path("reports/verify/", verify_report, name="verify_report"),
    path("subscribe/", subscribe, name="subscribe"),
    path("subscribe/asked/", asked, name="asked"),
    path("subscribe/confirm/<str:token>/", confirm, name="confirm"),
    path("subscribe/confirmed/", confirmed, name="confirmed"),
    path("subscribe/end/<str:token>/", unsubscribe, name="unsubscribe"),
]
