"""All settings, read from the environment and from nowhere else.

`VIGIE_ENV` chooses the ground: `demo` (the default: this machine, made-up data), `test`, or
`production`, where nothing that matters has a default. docs/operations.md lists every variable.
"""

from __future__ import annotations

import os
from pathlib import Path

from csp.constants import NONE, SELF
from django.core.management.utils import get_random_secret_key
from django.utils.translation import gettext_lazy as _

from tracker import logs
from tracker.environment import Environment, authorities, database, mail

BASE_DIR = Path(__file__).resolve().parent.parent
env = Environment(os.environ)

VIGIE_ENV = env.choice("VIGIE_ENV", "demo", ("demo", "test", "production"))
PRODUCTION = VIGIE_ENV == "production"
DEMO = VIGIE_ENV == "demo"
DEBUG = False if PRODUCTION else env.boolean("DEBUG", False)

# Who we are, and the address that permanent links are built from (never the Host header).
SITE_NAME = env.text("SITE_NAME", "Vigie")
HOST = env.text("HOST", "127.0.0.1")
PORT = env.integer("PORT", 8000, minimum=1)
SECURITY_CONTACT = env.text("SECURITY_CONTACT")

# Who answers for what is published: printed on the legal pages, which say where one is missing.
OPERATOR_NAME = env.text("OPERATOR_NAME")
OPERATOR_ADDRESS = env.text("OPERATOR_ADDRESS")
PUBLICATION_DIRECTOR = env.text("PUBLICATION_DIRECTOR")
HOSTING_PROVIDER = env.text("HOSTING_PROVIDER")
CONTACT_EMAIL = env.text("CONTACT_EMAIL")
DATA_PROTECTION_CONTACT = env.text("DATA_PROTECTION_CONTACT") or CONTACT_EMAIL
SUPERVISORY_AUTHORITY = env.text("SUPERVISORY_AUTHORITY", "CNIL, https://www.cnil.fr")
DATA_LICENCE = env.choice(
    "DATA_LICENCE", "CC-BY-4.0", ("CC-BY-4.0", "CC-BY-SA-4.0", "CC0-1.0", "ODbL-1.0", "etalab-2.0")
)

if PRODUCTION:
    SECRET_KEY = env.required("SECRET_KEY", "Write 50 random characters and keep them secret.")
    DATABASE_URL = env.required("DATABASE_URL", "Write postgresql://user:password@host/name.")
    env.required("ALLOWED_HOSTS", "Write the host names served, separated by commas.")
    env.required("SITE_URL", "Write the public address, such as https://vigie.example.org.")
    ALLOWED_HOSTS = env.words("ALLOWED_HOSTS")
else:
    # Sessions outlive a restart only where the launcher hands over the secret it keeps.
    SECRET_KEY = env.text("SECRET_KEY") or get_random_secret_key()
    # Without an address the commands that need no database work; the others say they can't connect.
    DATABASE_URL = env.text("DATABASE_URL", f"postgresql:///vigie?host={BASE_DIR}/var/no-database")
    ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]", HOST, *env.words("ALLOWED_HOSTS")]
    if HOST in {"0.0.0.0", "::"}:
        # Whoever listens on every address of the machine is reached by names nobody can list.
        ALLOWED_HOSTS, HOST = ["*"], "127.0.0.1"

SECRET_KEY_FALLBACKS = env.words("SECRET_KEY_FALLBACKS")

SITE_URL = env.web_address(
    "SITE_URL", f"http://[{HOST}]:{PORT}" if ":" in HOST else f"http://{HOST}:{PORT}"
)
CSRF_TRUSTED_ORIGINS = [SITE_URL]

# Mail: where it goes to, and from whom. Without both nothing is sent, and no form offers to.
# The demo writes its mails into files.
EMAIL_URL = env.text("EMAIL_URL", "" if PRODUCTION else f"file://{BASE_DIR}/var/mail")
DEFAULT_FROM_EMAIL = env.text(
    "DEFAULT_FROM_EMAIL", "" if PRODUCTION else f"{SITE_NAME} <vigie@localhost>"
)
MAILS = bool(EMAIL_URL and DEFAULT_FROM_EMAIL)
EMAIL_TIMEOUT = 20
globals().update(mail("EMAIL_URL", EMAIL_URL))

# How a visitor reaches whoever runs the site; lines of the address are parted by "|".
CONTACT_ADDRESS = env.text("CONTACT_ADDRESS", OPERATOR_ADDRESS)
CONTACT_PHONE = env.text("CONTACT_PHONE")
REPLIES_A_DAY = env.integer("REPLIES_A_DAY", 100)

# How many processes lay out a report at once, each of one volume (incidents/reports/press); 0: the
# process that asks does it itself, as in tests, where reports are tiny.
REPORT_PROCESSES = 0 if VIGIE_ENV == "test" else env.integer("REPORT_PROCESSES", 2, minimum=0)

# The audit's heads: the folder they are written to, and who stamps them (asked by a command only).
AUDIT_HEADS_DIR = env.text("AUDIT_HEADS_DIR")
AUDIT_AUTHORITIES = authorities("AUDIT_AUTHORITIES", env.words("AUDIT_AUTHORITIES"))

# Dated dumps of all that is public: where, and how many. Without a folder none is made.
DUMPS_DIR = env.text("DUMPS_DIR", f"{BASE_DIR}/var/dumps" if DEMO else "")
DUMPS_KEPT = env.integer("DUMPS_KEPT", 7, minimum=1)

INSTALLED_APPS = [
    # Before ours, which takes their pages out of the admin.
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "procrastinate.contrib.django",
    # Before Django's own: its commands that make accounts tell the audit so.
    "tracker.accounts",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "csp",
    "pgtrigger",
    "rest_framework",
    "drf_spectacular",
    "django_filters",
    "django_htmx",
    "incidents",
]

MIDDLEWARE = [
    "tracker.middleware.RequestLog",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "tracker.middleware.SecurityHeaders",
    "tracker.api_answers.ApiAnswers",
    "tracker.caching.Caching",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "tracker.costly.Costly",
    "tracker.staff_time.StaffTime",
    "tracker.kept_pages.KeptPages",
    "tracker.one_moment.OneMoment",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "tracker.middleware.StaffLanguage",
    "tracker.read_only.ReadOnly",
    "tracker.middleware.Recorded",
    "django.contrib.messages.middleware.MessageMiddleware",
    "tracker.middleware.Conflict",
    "allauth.account.middleware.AccountMiddleware",
    # In this order: a form waits only of who may send it, and is looked at again when it comes.
    "tracker.accounts.middleware.Waiting",
    "tracker.accounts.middleware.SecondFactor",
    "tracker.accounts.middleware.SessionAge",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

ROOT_URLCONF = "tracker.urls"
WSGI_APPLICATION = "tracker.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "tracker.context.site",
            ],
            "builtins": ["incidents.templatetags.first_of_month"],
        },
    },
]

# Database. A process that serves pages keeps a pool (wsgi.py asks for it); a command needs one
# connection. The pool's own short wait is what turns "database down" into a page within seconds.
POOL = {
    "min_size": 1,
    "max_size": env.integer("DATABASE_POOL_SIZE", 8, minimum=1),
    "timeout": 5,
}
# A process that serves pages ends what takes longer, so that no question holds a worker; staff's
# pages (tracker/staff_time.py), jobs and commands take the time that they need.
SERVES_PAGES = env.boolean("DATABASE_POOL", False)
LONGEST_READING_S = env.integer("LONGEST_READING_S", 10) if SERVES_PAGES else 0
DATABASES = {
    "default": database(DATABASE_URL, POOL if SERVES_PAGES else None, longest_s=LONGEST_READING_S)
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
# Accounts.
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["django.contrib.auth.backends.ModelBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "admin:index"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
SESSION_COOKIE_AGE = 60 * 60 * env.integer("SESSION_HOURS", 12, minimum=1)
SESSION_IDLE_S = 60 * env.integer("SESSION_IDLE_MINUTES", 30, minimum=1)
# Tests hand a session to a client without signing in; those about signing in again set a time.
SIGN_IN_AGAIN_S = 60 * env.integer("SIGN_IN_AGAIN_MINUTES", 15, minimum=1)
if VIGIE_ENV == "test":
    SIGN_IN_AGAIN_S = 0
# Production always demands a second factor of staff; the demo where it is told to.
SECOND_FACTOR_REQUIRED = PRODUCTION or env.boolean("SECOND_FACTOR", False)

# django-allauth: sign-in only, by name. Nobody registers, nothing is mailed. The limits on guessing
# are ours (incidents/limits.py): they hold across processes and know known devices.
ACCOUNT_ADAPTER = "tracker.accounts.adapters.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_RATE_LIMITS = MFA_RATE_LIMITS = False
ACCOUNT_FORMS = {
    "login": "tracker.accounts.forms.SignInForm",
    "reauthenticate": "tracker.accounts.forms.AgainForm",
}
MFA_ADAPTER = "tracker.accounts.adapters.FactorAdapter"
MFA_FORMS = {
    "authenticate": "tracker.accounts.forms.CodeForm",
    "reauthenticate": "tracker.accounts.forms.AgainCodeForm",
    "activate_totp": "tracker.accounts.forms.ActivateForm",
    "add_webauthn": "tracker.accounts.forms.AddKeyForm",
    "edit_webauthn": "tracker.accounts.forms.RenameKeyForm",
    "authenticate_webauthn": "tracker.accounts.forms.KeyForm",
    "login_webauthn": "tracker.accounts.forms.SignInKeyForm",
    "reauthenticate_webauthn": "tracker.accounts.forms.AgainKeyForm",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_TOTP_TOLERANCE = 1
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not PRODUCTION
if VIGIE_ENV == "test":
    PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

# Language and time: French first, English beside it; stored in UTC, shown in Paris time.
LANGUAGE_CODE = "fr"
LANGUAGES = [("fr", _("French")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "Europe/Paris"
USE_I18N = True
FORMAT_MODULE_PATH = "tracker.formats"
USE_TZ = True

# Static files. The manifest needs `collectstatic`, which tests and developers do without.
STATIC_URL = "/static/"
STATIC_ROOT = Path(env.text("STATIC_ROOT", str(BASE_DIR / "var" / "static")))
WHITENOISE_KEEP_ONLY_HASHED_FILES = True  # pages name no others; each would be compressed twice
WHITENOISE_AUTOREFRESH = WHITENOISE_USE_FINDERS = DEBUG or VIGIE_ENV == "test"
STATICFILES_DIRS = [path for path in [BASE_DIR / "static"] if path.is_dir()]
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "tracker.typefaces.Typefaces",
]
TYPEFACES_DIR = BASE_DIR / "var" / "typefaces"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if VIGIE_ENV == "test"
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}

# So often a server process looks whether the site is set to read only, for the banner; what is
# refused is refused at once. Tests say it themselves (tests/conftest.py).
MODE_SEEN_S = 0 if VIGIE_ENV == "test" else 5

# For how long a server process gives a page again that it has made, while the database does not
# change at all (tracker/kept_pages.py). Counts of visitors are kept apart: many pages must not push
# them out.
PAGES_KEPT_S = 0 if VIGIE_ENV == "test" else env.integer("PAGES_KEPT_S", 10, minimum=0)
LOCAL_MEMORY = "django.core.cache.backends.locmem.LocMemCache"
CACHES = {
    "default": {"BACKEND": LOCAL_MEMORY},
    "pages": {
        "BACKEND": LOCAL_MEMORY,
        "LOCATION": "pages",
        "OPTIONS": {"MAX_ENTRIES": 400},
    },
    # How many requests of the API each address has made in this minute.
    "requests": {
        "BACKEND": LOCAL_MEMORY,
        "LOCATION": "requests",
        "OPTIONS": {"MAX_ENTRIES": 20_000},
    },
}

# Uploads: a pasted page may weigh 10 MB, and form encoding makes it heavier.
DATA_UPLOAD_MAX_MEMORY_SIZE = 32 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 12 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000
# A file that somebody holds against our reports: it goes to the disk as it comes in.
VERIFY_REPORT_MB = env.integer("VERIFY_REPORT_MB", 64, minimum=1)

# Jobs: rows of the same database, run by `manage.py run_jobs` (incidents/jobs.py).
PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "jobs"
PROCRASTINATE_IMPORT_PATHS = ["incidents.report_jobs"]
# A job that failed stays, for /health/jobs to tell, until the next of its kind is done.
PROCRASTINATE_WORKER_DEFAULTS = {"delete_jobs": "successful", "shutdown_graceful_timeout": 10.0}

# What a browser may do with our pages.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = PRODUCTION
SECURE_SSL_REDIRECT = PRODUCTION and env.boolean("SSL_REDIRECT", True)
SECURE_REDIRECT_EXEMPT = [r"^health/"]
if PRODUCTION:
    SECURE_HSTS_SECONDS = env.integer("HSTS_SECONDS", 31_536_000)
    SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = env.boolean("HSTS_SUBDOMAINS", True)
BEHIND_PROXY = env.boolean("BEHIND_PROXY", False)
if BEHIND_PROXY:
    # Only where a proxy sets this header itself: otherwise a visitor could claim to be on HTTPS.
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

# The public API: read only, no accounts, JSON only (the browsable pages want inline scripts).
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.AllowAny"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
    "DEFAULT_SCHEMA_CLASS": "incidents.api.description.generator.Described",
    "DEFAULT_FILTER_BACKENDS": ["django_filters.rest_framework.DjangoFilterBackend"],
    "UNAUTHENTICATED_USER": None,
    # An address is read from X-Forwarded-For only where a proxy writes it.
    "NUM_PROXIES": 1 if BEHIND_PROXY else 0,
}

# Its description (incidents/api/description/).
SPECTACULAR_SETTINGS = {
    "OAS_VERSION": "3.1.0",
    "DEFAULT_GENERATOR_CLASS": "incidents.api.description.generator.Generator",
    "POSTPROCESSING_HOOKS": [],
}

# Requests to the API from one address, and with one key that may read (tracker/api_answers.py); 0:
# no limit.
API_A_MINUTE = 0 if VIGIE_ENV == "test" else env.integer("API_A_MINUTE", 600, minimum=0)
API_A_MINUTE_BY_KEY = (
    0 if VIGIE_ENV == "test" else env.integer("API_A_MINUTE_BY_KEY", 3000, minimum=0)
)

# Searches, statistics and comparisons from one address (tracker/costly.py).
COSTLY_A_MINUTE = 0 if VIGIE_ENV == "test" else env.integer("COSTLY_A_MINUTE", 600, minimum=0)
COSTLY_RATE = f"{COSTLY_A_MINUTE}/minute" if COSTLY_A_MINUTE else None

LOGGING = logs.configuration(env.choice("LOG_LEVEL", "INFO", ("DEBUG", "INFO", "WARNING", "ERROR")))
