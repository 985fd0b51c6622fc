"""What stands against publication, and where in the record it is mended."""

from enum import StrEnum

from incidents.input_error import InputError


class Step(StrEnum):
    """Where in the record something is missing: the parts of the work, in its order."""

    FACTS = "facts"
    APPEARANCES = "appearances"
    PEOPLE = "people"
    CLAIMS = "claims"
    PROCEDURES = "procedures"
    SOURCES = "sources"


class Obstacle(InputError):
    """One reason why the incident cannot be published as it stands.

    ``step``: where it is mended. ``about``: the public id of the record, or the name of the text.
    """

    def __init__(self, template: str, *, step: Step, about: str = "", **params: object) -> None:
        super().__init__(template, **params)
        self.step = step
        self.about = about
