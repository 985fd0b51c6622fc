"""``manage.py run_jobs``: the worker, which takes up jobs until it is told to stop."""

import asyncio
import os
import threading
from argparse import ArgumentParser
from collections.abc import Iterable
from typing import Any

from django.core.management.base import BaseCommand
from procrastinate import App, signals
from procrastinate.contrib.django import app

from incidents.jobs import LONG

QUEUES = ("default", LONG)
"""Each is worked through by itself, one job after the other: what is due each minute never waits
for what takes minutes."""
ENDS_WITHIN_S = 15.0
"""A job that is at its work when the worker is told to stop has ten seconds; then the process ends,
and nothing of what it had not kept is there."""


class Command(BaseCommand):
    """Ends in an orderly way on SIGTERM or Ctrl-C: a job that runs has ten seconds to finish."""

    help = "Run the worker: take up jobs until told to stop."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--once", action="store_true", help="take up what waits, then end")

    def handle(self, *args: Any, **options: Any) -> None:
        connector: Any = app.connector
        with app.replace_connector(connector.get_worker_connector()) as worker:
            asyncio.run(_work(worker, wait=not options["once"]))


async def _work(worker: App, *, wait: bool) -> None:
    """Both queues at once, until told to stop. When one of them ends with an error, so does the
    other: whoever started the process starts it again."""
    async with worker.open_async():
        works = [
            asyncio.create_task(
                worker.run_worker_async(queues=[queue], wait=wait, install_signal_handlers=False)
            )
            for queue in QUEUES
        ]

        def stop() -> None:
            timer = threading.Timer(ENDS_WITHIN_S, os._exit, [1])
            timer.daemon = True
            timer.start()
            ask_to_end(works)

        with signals.on_stop(stop):
            first = asyncio.FIRST_COMPLETED if wait else asyncio.ALL_COMPLETED
            await asyncio.wait(works, return_when=first)
        ask_to_end(works)
        for ended in await asyncio.gather(*works, return_exceptions=True):
            if isinstance(ended, Exception):
                raise ended


def ask_to_end(works: Iterable["asyncio.Task[None]"]) -> None:
    """Once each: asked again, a queue would leave the job that it waits for, whose end could then
    not be kept."""
    for work in works:
        if not work.cancelling():
            work.cancel()
