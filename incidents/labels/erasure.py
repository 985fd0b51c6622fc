"""Labels of requests for erasure."""

from django.utils.translation import pgettext_lazy

from incidents import codes
from incidents.labels.kinds import LabelsByEnum

ERASURE: LabelsByEnum = {
    codes.ErasureChannel: {
        codes.ErasureChannel.EMAIL: pgettext_lazy("erasure channel", "e-mail"),
        codes.ErasureChannel.LETTER: pgettext_lazy("erasure channel", "letter"),
        codes.ErasureChannel.FORM: pgettext_lazy("erasure channel", "form"),
        codes.ErasureChannel.ORAL: pgettext_lazy("erasure channel", "by word of mouth"),
        codes.ErasureChannel.AUTHORITY: pgettext_lazy(
            "erasure channel", "through the supervisory authority"
        ),
    },
    codes.ErasureState: {
        codes.ErasureState.RECEIVED: pgettext_lazy("erasure state", "received"),
        codes.ErasureState.GRANTED: pgettext_lazy("erasure state", "granted"),
        codes.ErasureState.PARTLY: pgettext_lazy("erasure state", "granted in part"),
        codes.ErasureState.REFUSED: pgettext_lazy("erasure state", "refused"),
    },
    codes.ErasureGround: {
        codes.ErasureGround.NOT_NEEDED: pgettext_lazy(
            "erasure ground", "no longer needed – GDPR art. 17(1)(a)"
        ),
        codes.ErasureGround.CONSENT_WITHDRAWN: pgettext_lazy(
            "erasure ground", "consent withdrawn – GDPR art. 17(1)(b)"
        ),
        codes.ErasureGround.OBJECTION: pgettext_lazy(
            "erasure ground", "objection that prevails – GDPR art. 17(1)(c)"
        ),
        codes.ErasureGround.UNLAWFUL: pgettext_lazy(
            "erasure ground", "unlawful processing – GDPR art. 17(1)(d)"
        ),
        codes.ErasureGround.LEGAL_OBLIGATION: pgettext_lazy(
            "erasure ground", "erasure that the law demands – GDPR art. 17(1)(e)"
        ),
        codes.ErasureGround.MINOR: pgettext_lazy(
            "erasure ground", "data collected from a child – GDPR art. 17(1)(f)"
        ),
        codes.ErasureGround.EXPRESSION: pgettext_lazy(
            "erasure ground", "freedom of expression and information – GDPR art. 17(3)(a)"
        ),
        codes.ErasureGround.PUBLIC_TASK: pgettext_lazy(
            "erasure ground", "legal obligation or public task – GDPR art. 17(3)(b)"
        ),
        codes.ErasureGround.ARCHIVING: pgettext_lazy(
            "erasure ground", "archiving, research or statistics – GDPR art. 17(3)(d)"
        ),
        codes.ErasureGround.LEGAL_CLAIMS: pgettext_lazy(
            "erasure ground", "legal claims – GDPR art. 17(3)(e)"
        ),
        codes.ErasureGround.NOT_THE_PERSON: pgettext_lazy(
            "erasure ground", "identity not confirmed – GDPR art. 12(6)"
        ),
    },
}
