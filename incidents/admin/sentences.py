"""What a person is told when a database constraint would refuse what they typed."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from incidents.publication import Move

SENTENCES: dict[str, Promise] = {
    "private_actor_has_no_name_no_page_and_no_external_id": _(
        "A private person has no name, short name, slug or external id here: only the public "
        "label. The name belongs to the private identity."
    ),
    "private_actor_has_a_public_label": _("A private person needs a public label in French."),
    "named_actor_has_a_name": _("An actor that is not a private person needs its French name."),
    "named_actor_has_a_page": _("A named actor needs a slug for the address of its page."),
    "unidentified_actor_has_no_page": _("An unidentified actor has no page: leave the slug empty."),
    "actor_is_not_affiliated_with_itself": _("An actor cannot be affiliated with itself."),
    "affiliation_begins_before_it_ends": _("The affiliation ends before it begins."),
    "wikidata_id_is_a_q_and_digits": _("A Wikidata id is a Q and digits, such as Q142."),
    "party_facts_id_is_digits": _("A Party Facts id is digits only, without a zero in front."),
    "claim_assessment_is_dated": _(
        "An assessment has its date: save the claim in its own form, which writes it."
    ),
    "only_a_platform_notice_has_a_platform": _(
        "Only a platform notice goes to a platform: choose that track, or leave the platform empty."
    ),
    "incident_has_a_title": _("Write the title in at least one language."),
    "incident_spread_is_one_to_six": _("The Breakout scale goes from 1 to 6."),
    "claim_has_a_speaker_or_a_label_for_one": _(
        "Say who speaks: choose a speaker, or describe an unnamed one. Not both."
    ),
    "claim_has_a_summary": _("Sum the claim up in your own words in at least one language."),
    "answer_is_to_exactly_one_claim_or_involvement": _(
        "An answer is to one claim or to one involvement: choose one of the two."
    ),
    "claim_does_not_answer_itself": _("A claim cannot answer itself."),
    "claim_answers_each_thing_once": _("This claim already answers that."),
    "full_text_is_public_only_on_a_ground": _(
        "The full text may be public only on a ground: say which."
    ),
    "headline_reading_says_why": _("Say why this reading is the headline one."),
    "appearance_has_one_headline_reading_per_measure": _(
        "Another reading of this measure is the headline one already."
    ),
    "actor_has_each_role_once_per_incident": _("This actor already has this role in the incident."),
    "silence_period_begins_before_it_ends": _("The silence period ends before it begins."),
    "round_is_unique_in_territory": _("This round is there already for this territory."),
    "term_is_valid_from_before_it_is_valid_to": _("The term stops being valid before it begins."),
    "legal_basis_is_in_force_from_before_it_ends": _(
        "The provision goes out of force before it comes into force."
    ),
}
"""By the name of the constraint; the others speak for themselves or cannot be met in a form."""

MOVES: dict[Move, Promise] = {
    Move.SUBMIT: _("Hand in for review"),
    Move.REQUEST_CHANGES: _("Request changes"),
    Move.REJECT: _("Reject"),
    Move.APPROVE: _("Approve"),
    Move.EDIT: _("Edit"),
    Move.PUBLISH: _("Publish"),
    Move.WITHDRAW: _("Withdraw"),
    Move.MERGE: _("Merge into another"),
}
"""What a move that is refused is called: as on its button."""
