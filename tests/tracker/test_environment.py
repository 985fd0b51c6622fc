"""Settings are converted, checked and explained in one place."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.environment import Environment, SettingError, authorities, database, mail


def env(**values: str) -> Environment:
    return Environment(values)


def test_a_missing_required_setting_stops_with_its_name_and_the_hint() -> None:
    with pytest.raises(SettingError) as stop:
        env().required("SECRET_KEY", "Write 50 random characters.")

    assert str(stop.value).startswith("SECRET_KEY: not set. Write 50 random characters.")


def test_an_empty_setting_counts_as_missing() -> None:
    with pytest.raises(SettingError, match="SITE_URL: not set"):
        env(SITE_URL="  ").required("SITE_URL", "Write it.")


@pytest.mark.parametrize("word", ["1", "true", "Yes", " ON "])
def test_yes_in_several_words(word: str) -> None:
    assert env(DEBUG=word).boolean("DEBUG", False) is True


@pytest.mark.parametrize("word", ["0", "false", "No", "off", ""])
def test_no_in_several_words(word: str) -> None:
    assert env(DEBUG=word).boolean("DEBUG", True) is False


def test_neither_yes_nor_no_is_refused_without_showing_the_value() -> None:
    with pytest.raises(SettingError) as stop:
        env(DEBUG="s3cret").boolean("DEBUG", False)

    assert "DEBUG: must be 1 or 0" in str(stop.value)
    assert "s3cret" not in str(stop.value)


@pytest.mark.parametrize("value", ["-1", "0", "8.0", "huit", "٨"])
def test_a_number_that_is_not_one_is_refused(value: str) -> None:
    with pytest.raises(SettingError, match="PORT: must be a whole number, 1 or more"):
        env(PORT=value).integer("PORT", 8000, minimum=1)


def test_a_list_is_separated_by_commas() -> None:
    assert env(ALLOWED_HOSTS="a.example, b.example,,").words("ALLOWED_HOSTS") == [
        "a.example",
        "b.example",
    ]


def test_a_choice_outside_the_list_is_refused() -> None:
    with pytest.raises(SettingError, match="VIGIE_ENV: must be one of: demo, production"):
        env(VIGIE_ENV="prod").choice("VIGIE_ENV", "demo", ("demo", "production"))


def test_the_site_address_loses_its_last_slash() -> None:
    assert env(SITE_URL="https://v.example/").web_address("SITE_URL", "") == "https://v.example"


@pytest.mark.parametrize(
    "address", ["v.example", "ftp://v.example", "https://", "https://v.example/fr", "https://v?q=1"]
)
def test_a_site_address_that_is_not_scheme_and_host_is_refused(address: str) -> None:
    with pytest.raises(SettingError, match="SITE_URL: must be"):
        env(SITE_URL=address).web_address("SITE_URL", "")


def test_a_database_on_a_host() -> None:
    found = database("postgresql://ann:p%40ss@db.example:5433/vigie?sslmode=require")

    assert found["NAME"] == "vigie"
    assert found["USER"] == "ann"
    assert found["PASSWORD"] == "p@ss"
    assert found["HOST"] == "db.example"
    assert found["PORT"] == "5433"
    assert found["OPTIONS"] == {"connect_timeout": "5", "sslmode": "require"}


def test_a_database_behind_a_unix_socket() -> None:
    found = database("postgresql://ann@/vigie?host=/run/postgresql&port=5433")

    assert found["NAME"] == "vigie"
    assert found["HOST"] == "/run/postgresql"
    assert found["PORT"] == "5433"
    assert found["OPTIONS"] == {"connect_timeout": "5"}


@pytest.mark.parametrize(
    ("url", "problem"),
    [
        ("sqlite:///file.db", "must start with postgresql://"),
        ("mysql://host/name", "must start with postgresql://"),
        ("postgresql://host", "must name one database"),
        ("postgresql://host/", "must name one database"),
        ("postgresql://host/a/b", "must name one database"),
        ("postgresql://host:port/name", "its port must be a number"),
    ],
)
def test_a_database_address_that_will_not_do_is_refused(url: str, problem: str) -> None:
    with pytest.raises(SettingError, match=problem):
        database(url)


@given(st.text(max_size=60))
def test_no_address_makes_a_traceback(url: str) -> None:
    try:
        found = database("postgresql://" + url)
    except SettingError:
        return
    assert found["NAME"]


def test_authorities_have_a_name_an_address_and_a_file() -> None:
    assert authorities("A", ["one https://tsa.example.org/tsr /srv/one.pem", "two - two.pem"]) == [
        ("one", "https://tsa.example.org/tsr", Path("/srv/one.pem")),
        ("two", "", Path("two.pem")),
    ]


@pytest.mark.parametrize(
    ("items", "said"),
    [
        (["one https://tsa.example.org"], "must be NAME ADDRESS FILE"),
        (["One https://tsa.example.org one.pem"], "must be NAME ADDRESS FILE"),
        (["one ftp://tsa.example.org one.pem"], "the address of one must begin with http"),
        (["one file:///etc/passwd one.pem"], "the address of one must begin with http"),
        (["one - a.pem", "one - b.pem"], "names one twice"),
    ],
)
def test_an_authority_that_cannot_be_read_is_refused(items: list[str], said: str) -> None:
    with pytest.raises(SettingError, match=f"AUDIT_AUTHORITIES: {said}"):
        authorities("AUDIT_AUTHORITIES", items)


@pytest.mark.parametrize(
    ("url", "host", "port", "tls", "ssl"),
    [
        ("smtp://mail.example.org", "mail.example.org", 25, False, False),
        ("smtp+tls://mail.example.org", "mail.example.org", 587, True, False),
        ("smtps://mail.example.org", "mail.example.org", 465, False, True),
        ("smtp+tls://mail.example.org:2525", "mail.example.org", 2525, True, False),
    ],
)
def test_a_mail_server_and_its_usual_port(
    url: str, host: str, port: int, tls: bool, ssl: bool
) -> None:
    found = mail("EMAIL_URL", url)

    assert (found["EMAIL_HOST"], found["EMAIL_PORT"]) == (host, port)
    assert (found["EMAIL_USE_TLS"], found["EMAIL_USE_SSL"]) == (tls, ssl)


def test_a_mail_password_may_hold_any_sign() -> None:
    found = mail("EMAIL_URL", "smtps://vigie%40example:p%2Fw%40rd@mail.example.org")

    assert (found["EMAIL_HOST_USER"], found["EMAIL_HOST_PASSWORD"]) == ("vigie@example", "p/w@rd")


def test_mails_into_a_folder_and_nowhere() -> None:
    assert mail("EMAIL_URL", "file:///srv/mail")["EMAIL_FILE_PATH"] == "/srv/mail"
    assert mail("EMAIL_URL", "")["EMAIL_BACKEND"].endswith("dummy.EmailBackend")


@pytest.mark.parametrize(
    "url", ["mail.example.org", "http://x", "smtp://", "smtp://x:secret", "file://folder"]
)
def test_what_is_no_mail_server_is_refused_without_showing_it(url: str) -> None:
    with pytest.raises(SettingError) as stop:
        mail("EMAIL_URL", url)

    assert str(stop.value).startswith("EMAIL_URL: ")
    assert "secret" not in str(stop.value)
