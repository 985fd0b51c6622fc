"""Reading settings from the environment: one place that converts, checks and explains.

A missing or malformed value stops the process with one line that names the setting and says what
to write: `SettingError` is a `SystemExit`, so nobody is shown a traceback for a typing mistake.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn
from urllib.parse import parse_qsl, unquote, urlsplit

TRUE = frozenset({"1", "true", "yes", "on"})
FALSE = frozenset({"0", "false", "no", "off", ""})


class SettingError(SystemExit):
    """A setting is missing or unusable; its message is the whole output, its exit status 1."""


def refuse(name: str, problem: str) -> NoReturn:
    """Raise `SettingError` for the setting `name`; never prints the value (it may be a secret)."""
    raise SettingError(f"{name}: {problem} See docs/operations.md.")


@dataclass(frozen=True)
class Environment:
    """A typed view of environment variables; empty means absent."""

    values: Mapping[str, str]

    def text(self, name: str, default: str = "") -> str:
        """The value without surrounding space, or `default` when absent or empty."""
        return self.values.get(name, "").strip() or default

    def required(self, name: str, hint: str) -> str:
        """The value, or a stop with `hint` when absent or empty."""
        value = self.text(name)
        if not value:
            refuse(name, f"not set. {hint}")
        return value

    def boolean(self, name: str, default: bool) -> bool:
        """1/true/yes/on or 0/false/no/off, in any case; anything else is refused."""
        value = self.values.get(name)
        if value is None:
            return default
        word = value.strip().lower()
        if word in TRUE:
            return True
        if word in FALSE:
            return False
        refuse(name, "must be 1 or 0.")

    def integer(self, name: str, default: int, minimum: int = 0) -> int:
        """A whole number of at least `minimum`."""
        value = self.text(name, str(default))
        if not value.isascii() or not value.isdecimal() or int(value) < minimum:
            refuse(name, f"must be a whole number, {minimum} or more.")
        return int(value)

    def words(self, name: str) -> list[str]:
        """A comma-separated list, without empty items."""
        return [word.strip() for word in self.text(name).split(",") if word.strip()]

    def choice(self, name: str, default: str, allowed: tuple[str, ...]) -> str:
        """One of `allowed`."""
        value = self.text(name, default)
        if value not in allowed:
            refuse(name, f"must be one of: {', '.join(allowed)}.")
        return value

    def web_address(self, name: str, default: str) -> str:
        """An http(s) address without path, query or trailing slash, such as https://example.org."""
        value = self.text(name, default).rstrip("/")
        parts = urlsplit(value)
        if parts.scheme not in {"http", "https"} or not parts.hostname:
            refuse(name, "must be an address such as https://vigie.example.org.")
        if parts.path or parts.query or parts.fragment:
            refuse(name, "must be scheme and host only, such as https://vigie.example.org.")
        return value


def authorities(name: str, items: Iterable[str]) -> list[tuple[str, str, Path]]:
    """Time-stamping authorities, each ``NAME ADDRESS FILE``: its name here (a-z, 0-9, hyphen), the
    address that is asked (``-``: none any more), the file with its certificates."""
    found: list[tuple[str, str, Path]] = []
    for item in items:
        parts = item.split()
        if len(parts) != 3 or not re.fullmatch(r"[a-z0-9-]{1,40}", parts[0]):
            refuse(name, "must be NAME ADDRESS FILE, several separated by commas.")
        label, url, file = parts
        if url != "-" and not re.match(r"https?://[^/\s]", url):
            refuse(name, f"the address of {label} must begin with http:// or https://, or be -.")
        if label in {other for other, _url, _file in found}:
            refuse(name, f"names {label} twice.")
        found.append((label, "" if url == "-" else url, Path(file)))
    return found


BACKENDS = "django.core.mail.backends."
SERVERS = {"smtp": 25, "smtp+tls": 587, "smtps": 465}
"""How a mail server is spoken to, and its usual port: plain, TLS begun by a command, TLS."""


def mail(name: str, url: str) -> dict[str, Any]:
    """Django's mail settings for ``smtp+tls://user:password@host:587`` or ``file:///folder``; with
    no address nothing is ever sent. What is missing has Django's default."""
    if not url:
        return {"EMAIL_BACKEND": f"{BACKENDS}dummy.EmailBackend"}
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        refuse(name, "is not an address; its port must be a number.")
    if parts.scheme == "file" and parts.path.startswith("/"):
        folder = unquote(parts.path)
        return {"EMAIL_BACKEND": f"{BACKENDS}filebased.EmailBackend", "EMAIL_FILE_PATH": folder}
    if parts.scheme not in SERVERS or not parts.hostname:
        refuse(name, "must be smtp+tls://user:password@host:587, smtps://, smtp:// or file:///.")
    return {
        "EMAIL_BACKEND": f"{BACKENDS}smtp.EmailBackend",
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": port or SERVERS[parts.scheme],
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_TLS": parts.scheme == "smtp+tls",
        "EMAIL_USE_SSL": parts.scheme == "smtps",
    }


def database(
    url: str, pool: Mapping[str, int] | None = None, *, longest_s: int = 0
) -> dict[str, object]:
    """Django's description of the PostgreSQL database at `url`.

    Both forms that libpq knows are understood: `postgresql://user:password@host:port/name` and,
    for a Unix socket, `postgresql://user@/name?host=/folder&port=5433`. Other query parameters
    (`sslmode=require`) are handed to libpq. `pool` are the sizes and the wait of a connection
    pool, for processes that serve pages; a statement that takes longer than `longest_s` seconds is
    ended by the database (0: none is). Raises SettingError for anything but PostgreSQL.
    """
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        refuse("DATABASE_URL", "is not an address; its port must be a number.")
    if parts.scheme not in {"postgresql", "postgres"}:
        refuse("DATABASE_URL", "must start with postgresql:// (no other database will do).")
    name = unquote(parts.path.removeprefix("/"))
    if not name or "/" in name:
        refuse("DATABASE_URL", "must name one database: postgresql://user@host/NAME.")
    options: dict[str, object] = dict(parse_qsl(parts.query))
    if longest_s:
        given = options.get("options", "")
        options["options"] = f"{given} -c statement_timeout={longest_s}s".strip()
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": name,
        "USER": unquote(parts.username or str(options.pop("user", ""))),
        "PASSWORD": unquote(parts.password or str(options.pop("password", ""))),
        "HOST": unquote(parts.hostname or "") or str(options.pop("host", "")),
        "PORT": str(port or options.pop("port", "")),
        "CONN_MAX_AGE": 0,
        "OPTIONS": {"connect_timeout": "5"} | options | ({"pool": dict(pool)} if pool else {}),
    }
