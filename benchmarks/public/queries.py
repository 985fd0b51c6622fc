"""How many queries the site makes for each question, counted apart from the times."""

import http.client
from collections.abc import Iterable
from pathlib import Path

from benchmarks.public.questions import Question
from benchmarks.public.targets import SITE
from benchmarks.server import HOST, serving

HEADER = "X-SQL-Count"


def count(
    questions: Iterable[Question], environment: dict[str, str], root: Path, log: Path
) -> dict[str, int]:
    """The most queries of any address of a question, the second time it is asked."""
    application = "benchmarks.public.counted:application"
    with serving(root, log, application=application, environment=environment, workers=1) as port:
        return {
            question.name: max(_count(port, path) for path in question.asked[SITE][:5])
            for question in questions
            if SITE in question.asked
        }


def _count(port: int, path: object) -> int:
    """-1 where the answer does not say."""
    for _time in range(2):
        connection = http.client.HTTPConnection(HOST, port, timeout=120)
        connection.request("GET", str(path))
        response = connection.getresponse()
        response.read()
        connection.close()
    return int(response.headers.get(HEADER, -1))
