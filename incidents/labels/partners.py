"""Labels of keys and submissions."""

from django.utils.translation import pgettext_lazy

from incidents import codes
from incidents.labels.kinds import LabelsByEnum

PARTNERS: LabelsByEnum = {
    codes.KeyScope: {
        codes.KeyScope.READ: pgettext_lazy("key scope", "read, at a higher rate"),
        codes.KeyScope.WRITE: pgettext_lazy("key scope", "submit drafts"),
    },
    codes.SubmissionState: {
        codes.SubmissionState.RECEIVED: pgettext_lazy("submission state", "received"),
        codes.SubmissionState.IN_REVIEW: pgettext_lazy("submission state", "in review"),
        codes.SubmissionState.CHANGES_REQUESTED: pgettext_lazy(
            "submission state", "changes requested"
        ),
        codes.SubmissionState.PUBLISHED: pgettext_lazy("submission state", "published"),
        codes.SubmissionState.REJECTED: pgettext_lazy("submission state", "rejected"),
        codes.SubmissionState.MERGED: pgettext_lazy("submission state", "merged into another"),
        codes.SubmissionState.WITHDRAWN: pgettext_lazy("submission state", "withdrawn"),
        codes.SubmissionState.DISCARDED: pgettext_lazy("submission state", "not taken up"),
    },
    codes.SubmittedActorState: {
        codes.SubmittedActorState.OPEN: pgettext_lazy("submitted actor", "to be decided"),
        codes.SubmittedActorState.MATCHED: pgettext_lazy(
            "submitted actor", "found in the register"
        ),
        codes.SubmittedActorState.ACCEPTED: pgettext_lazy("submitted actor", "decided"),
        codes.SubmittedActorState.PRIVATE: pgettext_lazy("submitted actor", "a private person"),
    },
}
