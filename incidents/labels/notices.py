"""Labels of notices to platforms: how they are sent, what the platform decides."""

from django.utils.translation import pgettext_lazy

from incidents import codes
from incidents.labels.kinds import LabelsByEnum

NOTICES: LabelsByEnum = {
    codes.Channel: {
        codes.Channel.ARTICLE_16: pgettext_lazy("notice channel", "notice under art. 16 DSA"),
        codes.Channel.TRUSTED_FLAGGER: pgettext_lazy(
            "notice channel",
            "notice by a trusted flagger (art. 22 DSA)",
        ),
        codes.Channel.IN_APP: pgettext_lazy("notice channel", "report inside the application"),
        codes.Channel.EMAIL: pgettext_lazy("notice channel", "e-mail"),
        codes.Channel.ARTICLE_9: pgettext_lazy(
            "notice channel",
            "order of an authority (art. 9 DSA)",
        ),
    },
    codes.Decision: {
        codes.Decision.CONTENT_REMOVED: pgettext_lazy("platform decision", "content removed"),
        codes.Decision.CONTENT_DISABLED: pgettext_lazy(
            "platform decision",
            "access to the content disabled",
        ),
        codes.Decision.CONTENT_DEMOTED: pgettext_lazy("platform decision", "content demoted"),
        codes.Decision.CONTENT_AGE_RESTRICTED: pgettext_lazy(
            "platform decision",
            "content restricted by age",
        ),
        codes.Decision.CONTENT_INTERACTION_RESTRICTED: pgettext_lazy(
            "platform decision",
            "interaction with the content restricted",
        ),
        codes.Decision.CONTENT_LABELLED: pgettext_lazy("platform decision", "content labelled"),
        codes.Decision.VISIBILITY_OTHER: pgettext_lazy(
            "platform decision",
            "other restriction of visibility",
        ),
        codes.Decision.MONETARY_SUSPENSION: pgettext_lazy(
            "platform decision",
            "monetary payments suspended",
        ),
        codes.Decision.MONETARY_TERMINATION: pgettext_lazy(
            "platform decision",
            "monetary payments ended",
        ),
        codes.Decision.MONETARY_OTHER: pgettext_lazy(
            "platform decision",
            "other monetary restriction",
        ),
        codes.Decision.PROVISION_PARTIAL_SUSPENSION: pgettext_lazy(
            "platform decision",
            "service suspended in part",
        ),
        codes.Decision.PROVISION_TOTAL_SUSPENSION: pgettext_lazy(
            "platform decision",
            "service suspended",
        ),
        codes.Decision.PROVISION_PARTIAL_TERMINATION: pgettext_lazy(
            "platform decision",
            "service ended in part",
        ),
        codes.Decision.PROVISION_TOTAL_TERMINATION: pgettext_lazy(
            "platform decision",
            "service ended",
        ),
        codes.Decision.ACCOUNT_SUSPENDED: pgettext_lazy("platform decision", "account suspended"),
        codes.Decision.ACCOUNT_TERMINATED: pgettext_lazy("platform decision", "account ended"),
    },
}
