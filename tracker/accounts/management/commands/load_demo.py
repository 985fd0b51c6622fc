"""``manage.py load_demo``: the fictional demo, with one account per role."""

from argparse import ArgumentParser
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import CommandError
from django.db import transaction
from django.utils import timezone

from incidents.actions import case, clock, report_plan
from incidents.actions.case_keys import Team
from incidents.actions.report_part import coverage_of
from incidents.imports.case_file import read_case
from incidents.input_error import InputError
from incidents.management.base import RecordedCommand
from incidents.models import Incident
from tracker.accounts import demo_accounts, demo_partner

FOLDER = settings.BASE_DIR / "demo"
REPORTS = ("2026-09", "2026-10", "2026-Q3")


class Command(RecordedCommand):
    """Loads the demo once, all or nothing; a second time it says that it is there."""

    help = "Load the fictional demo (country XV) and its accounts, once."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--password-file", type=Path, required=True, help="file with the accounts' password"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if settings.PRODUCTION:
            raise CommandError("The demo is not loaded in production.")
        try:
            password = options["password_file"].read_text("utf-8").strip()
        except OSError as error:
            raise CommandError(f"{options['password_file']}: {error.strerror}") from error
        if not password:
            raise CommandError(f"{options['password_file']}: the password is empty")
        try:
            self.stdout.write(self._load(password))
        except InputError as error:
            raise CommandError(str(error)) from error

    @transaction.atomic
    def _load(self, password: str) -> str:
        accounts = demo_accounts.create(FOLDER / "accounts.toml", password)
        if Incident.objects.exists():
            return "Incidents are there already: only the accounts were checked."
        cases = [read_case(path) for path in sorted((FOLDER / "cases").glob("*.toml"))]
        team = Team(
            author=accounts["reporter"],
            editor=accounts["editor"],
            legal=accounts["legal"],
            publisher=accounts["publisher"],
        )
        keys = case.load(cases=cases, team=team, progress=lambda line: self.stdout.write(line))
        sent = sorted((FOLDER / "submissions").glob("*.json"))
        for path in sent:
            demo_partner.send(path, accounts["administrator"])
        self._plan_reports(team)
        return f"{len(keys.incidents) + len(sent)} incidents loaded."

    def _plan_reports(self, team: Team) -> None:
        """The worker closes them as soon as it runs, so that the archive is not empty."""
        soon = clock.now() + timedelta(seconds=1)
        for key in REPORTS:
            coverage = coverage_of(key)
            ended_at = timezone.make_aware(datetime.combine(coverage.next_day, time(6)))
            report_plan.plan(coverage=coverage, due_at=max(soon, ended_at), by=team.publisher)
