"""Labels of imports."""

from django.utils.translation import pgettext_lazy

from incidents import codes
from incidents.labels.kinds import LabelsByEnum

IMPORTING: LabelsByEnum = {
    codes.ImportFormat: {
        codes.ImportFormat.CSV: pgettext_lazy("import format", "table (CSV)"),
        codes.ImportFormat.NDJSON: pgettext_lazy("import format", "a document per line (NDJSON)"),
        codes.ImportFormat.AIID: pgettext_lazy("import format", "AI Incident Database (CSV)"),
    },
    codes.ImportState: {
        codes.ImportState.STAGED: pgettext_lazy("import state", "read and checked"),
        codes.ImportState.CARRIED_OUT: pgettext_lazy("import state", "carried out"),
        codes.ImportState.UNDONE: pgettext_lazy("import state", "undone"),
        codes.ImportState.DISCARDED: pgettext_lazy("import state", "discarded"),
        codes.ImportState.FAILED: pgettext_lazy("import state", "failed"),
    },
    codes.ImportStage: {
        codes.ImportStage.READING: pgettext_lazy("import stage", "reading the file"),
        codes.ImportStage.CHECKING: pgettext_lazy("import stage", "checking the rows"),
        codes.ImportStage.WRITING: pgettext_lazy("import stage", "writing drafts"),
        codes.ImportStage.CLOSING: pgettext_lazy("import stage", "closing the audit"),
        codes.ImportStage.UNDOING: pgettext_lazy("import stage", "taking drafts away"),
    },
    codes.LineOutcome: {
        codes.LineOutcome.CREATE: pgettext_lazy("import row", "new draft"),
        codes.LineOutcome.MATCHED: pgettext_lazy("import row", "here already"),
        codes.LineOutcome.CHANGED: pgettext_lazy("import row", "here already, says something else"),
        codes.LineOutcome.SKIPPED: pgettext_lazy("import row", "skipped: repeated in the file"),
        codes.LineOutcome.REFUSED: pgettext_lazy("import row", "refused"),
    },
    codes.ProposalState: {
        codes.ProposalState.OPEN: pgettext_lazy("proposed actor", "to be decided"),
        codes.ProposalState.MATCHED: pgettext_lazy("proposed actor", "an actor of the register"),
        codes.ProposalState.DISMISSED: pgettext_lazy("proposed actor", "dismissed"),
    },
}
