"""Labels of closing a period."""

from django.utils.translation import pgettext_lazy

from incidents import codes
from incidents.labels.kinds import LabelsByEnum

REPORTS: LabelsByEnum = {
    codes.RunState: {
        codes.RunState.WAITING: pgettext_lazy("closing", "waits for the worker"),
        codes.RunState.RUNNING: pgettext_lazy("closing", "under way"),
        codes.RunState.ISSUED: pgettext_lazy("closing", "issued"),
        codes.RunState.STOPPED: pgettext_lazy("closing", "stopped"),
        codes.RunState.FAILED: pgettext_lazy("closing", "failed"),
    },
    codes.RunStep: {
        codes.RunStep.CHECKING: pgettext_lazy("step of closing", "checks"),
        codes.RunStep.FREEZING: pgettext_lazy("step of closing", "freezing"),
        codes.RunStep.RECONCILING: pgettext_lazy("step of closing", "counting again"),
        codes.RunStep.RENDERING: pgettext_lazy("step of closing", "laying out"),
        codes.RunStep.ISSUING: pgettext_lazy("step of closing", "issuing"),
    },
    codes.ReportPlanState: {
        codes.ReportPlanState.WAITING: pgettext_lazy("planned closing", "planned"),
        codes.ReportPlanState.ASKED: pgettext_lazy("planned closing", "handed to the worker"),
        codes.ReportPlanState.STOPPED: pgettext_lazy("planned closing", "stopped at its moment"),
        codes.ReportPlanState.CANCELLED: pgettext_lazy("planned closing", "cancelled"),
    },
}
