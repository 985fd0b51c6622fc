"""What an ASGI server runs. The views are synchronous: prefer tracker.wsgi."""

from __future__ import annotations

import os

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tracker.settings")
os.environ.setdefault("DATABASE_POOL", "1")

application = get_asgi_application()
