"""The closed lists of codes: written as codes are, and consistent with one another."""

import inspect
import re
from enum import StrEnum

import pytest

from incidents import codes

ENUMS = [
    member
    for _name, member in inspect.getmembers(codes, inspect.isclass)
    if issubclass(member, StrEnum) and member is not StrEnum
]
SCALES = (codes.Reliability, codes.Credibility)
FOREIGN = (codes.Decision,)
"""Codes of others, kept to the letter."""


@pytest.mark.parametrize("enum", [e for e in ENUMS if e not in (*SCALES, *FOREIGN)])
def test_a_code_is_its_name_in_lower_case(enum: type[StrEnum]) -> None:
    assert [code.value for code in enum] == [code.name.lower() for code in enum]


@pytest.mark.parametrize("enum", ENUMS)
def test_a_code_may_stand_in_an_address(enum: type[StrEnum]) -> None:
    longest = 60 if enum in FOREIGN else 24

    wrong = [c for c in enum if not re.fullmatch(rf"[A-Za-z0-9_]{{1,{longest}}}", c.value)]

    assert wrong == []


def test_what_a_platform_decides_has_the_codes_of_the_transparency_database() -> None:
    kinds = ("VISIBILITY", "MONETARY", "PROVISION", "ACCOUNT")

    assert all(code.value.startswith("DECISION_") for code in codes.Decision)
    assert {code.value.split("_")[1] for code in codes.Decision} == set(kinds)


def test_the_admiralty_scales_are_a_to_f_and_one_to_six() -> None:
    assert "".join(codes.Reliability) == "ABCDEF"
    assert "".join(codes.Credibility) == "123456"


def test_likelihood_has_the_seven_bands_in_order() -> None:
    assert list(codes.Likelihood) == [
        "almost_no_chance",
        "very_unlikely",
        "unlikely",
        "roughly_even",
        "likely",
        "very_likely",
        "almost_certain",
    ]


def test_an_accusing_role_is_promoted_or_alleged() -> None:
    assert {role.value for role in codes.ACCUSING_ROLES} == {
        "promoted",
        "alleged_author",
        "alleged_beneficiary",
    }


def test_an_accusation_asserts_or_confirms_one_of_four_propositions() -> None:
    assert {stance.value for stance in codes.ACCUSING_STANCES} == {"asserts", "confirms"}
    assert {proposition.value for proposition in codes.ACCUSING_PROPOSITIONS} == {
        "authorship",
        "benefit",
        "link",
        "double_standard",
    }
