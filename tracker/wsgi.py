"""What a WSGI server runs: `gunicorn tracker.wsgi`."""

from __future__ import annotations

import os
import sys

from django.core.wsgi import get_wsgi_application

from tracker.environment import SettingError

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tracker.settings")
os.environ.setdefault("DATABASE_POOL", "1")

try:
    application = get_wsgi_application()
except SettingError as stop:
    # gunicorn starts a failed worker again for ever, unless its status is 3: "can't boot".
    print(stop, file=sys.stderr)
    sys.exit(3)
