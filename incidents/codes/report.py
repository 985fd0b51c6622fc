"""How a report comes to be issued: runs, their steps, and closings planned for a moment; pure."""

from enum import StrEnum


class RunState(StrEnum):
    """Where the closing of a period stands. ``stopped``: something stands against it, which people
    decide; ``failed``: the machine could not do it."""

    WAITING = "waiting"
    RUNNING = "running"
    ISSUED = "issued"
    STOPPED = "stopped"
    FAILED = "failed"


class RunStep(StrEnum):
    """What closing does, in this order. Until the last nothing but the run's log is written."""

    CHECKING = "checking"
    FREEZING = "freezing"
    RECONCILING = "reconciling"
    RENDERING = "rendering"
    ISSUING = "issuing"


class ReportPlanState(StrEnum):
    """What became of a closing planned for a moment. ``asked``: it was handed to the worker."""

    WAITING = "waiting"
    ASKED = "asked"
    STOPPED = "stopped"
    CANCELLED = "cancelled"
