"""docs/submitting.md says what is so: its example is kept, and names every state and status."""

import json
import re
from pathlib import Path

from incidents.api import submission_body, submission_docs, submission_shape
from incidents.api.description.operations import table
from incidents.api.description.responses import OF_CODE, problem_codes
from incidents.codes import SubmissionState

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "submitting.md").read_text("utf-8")


def test_the_example_is_that_of_the_description_which_the_suite_sends() -> None:
    example = re.search(r"^```json\n(.+?)^```", PAGE, re.M | re.S)
    assert example

    assert json.loads(example[1]) == submission_docs.EXAMPLE


def test_every_state_and_every_status_is_in_a_table() -> None:
    states = re.findall(r"^\| `([a-z_]+)` \|", PAGE, re.M)
    statuses = {
        int(each)
        for row in re.findall(r"^\| (\d[\d, ]+) \|", PAGE, re.M)
        for each in row.split(",")
    }

    assert states == [
        *("received", "in_review", "changes_requested", "published"),
        *("rejected", "merged", "withdrawn", "discarded"),
    ]
    assert set(states) == set(SubmissionState)
    described = set()
    for operation in table().operations:
        if operation.group == "submissions":
            described |= {OF_CODE[code].status for code in problem_codes(operation)}
    assert statuses | {404} == described


def test_the_limits_are_those_of_the_code() -> None:
    assert f"{submission_body.MOST_BYTES // 1024**2} MiB" in PAGE
    assert f"{submission_shape.SEGMENTS:,} passages" in PAGE
    assert f"1 to {submission_shape.PARTS}" in PAGE
    assert f"{submission_shape.RECORDS} involvements" in PAGE
    assert f"{submission_shape.CITED} citations of each" in PAGE
