"""By what something was done, in words: the action, and the door through which it was asked."""

from django.utils.translation import gettext, pgettext_lazy

ACTIONS = {
    "api_key.make": pgettext_lazy("audit action", "made a key of the API"),
    "api_key.revoke": pgettext_lazy("audit action", "revoked a key of the API"),
    "assignment.add_to_election": pgettext_lazy("audit action", "put into an election"),
    "assignment.assign": pgettext_lazy("audit action", "assigned"),
    "assignment.retag": pgettext_lazy("audit action", "undid a tagging"),
    "assignment.tag": pgettext_lazy("audit action", "tagged"),
    "assignment.unassign": pgettext_lazy("audit action", "undid an assignment"),
    "assignment.untag": pgettext_lazy("audit action", "took a tag away"),
    "audit.keep_check": pgettext_lazy("audit action", "checked the audit"),
    "case.load": pgettext_lazy("audit action", "loaded case files"),
    "citation.carry_over": pgettext_lazy("audit action", "carried citations over"),
    "citation.cite": pgettext_lazy("audit action", "cited a source"),
    "claim.answer": pgettext_lazy("audit action", "recorded an answer"),
    "claim.create": pgettext_lazy("audit action", "recorded a statement"),
    "claim.draft_from_segments": pgettext_lazy(
        "audit action", "recorded a statement from a transcript"
    ),
    "correction.correct": pgettext_lazy("audit action", "corrected passages of a transcript"),
    "erasing.carry_out": pgettext_lazy("audit action", "carried out an erasure"),
    "erasure.answer": pgettext_lazy("audit action", "answered a request for erasure"),
    "erasure.decide": pgettext_lazy("audit action", "decided on a request for erasure"),
    "importing.carry_out": pgettext_lazy("audit action", "carried out an import"),
    "importing.discard": pgettext_lazy("audit action", "discarded an import"),
    "importing.fail": pgettext_lazy("audit action", "noted that an import failed"),
    "importing.keep_mapping": pgettext_lazy("audit action", "kept a mapping for imports"),
    "importing.stage": pgettext_lazy("audit action", "read a file to import"),
    "importing.undo": pgettext_lazy("audit action", "undid an import"),
    "importing_actor.match_new": pgettext_lazy(
        "audit action", "recorded a proposed name as a new actor"
    ),
    "importing_later.note_refusal": pgettext_lazy(
        "audit action", "noted that an import was not undone"
    ),
    "importing_names.dismiss": pgettext_lazy("audit action", "dismissed a proposed name"),
    "importing_names.match": pgettext_lazy("audit action", "matched a proposed name"),
    "letter.receive": pgettext_lazy("audit action", "sent a right of reply by the form"),
    "merge.merge_actors": pgettext_lazy("audit action", "merged two actors"),
    "merge.merge_incidents": pgettext_lazy("audit action", "merged two incidents"),
    "mode.set_normal": pgettext_lazy("audit action", "opened the site for writing"),
    "mode.set_read_only": pgettext_lazy("audit action", "set the site to read only"),
    "notice.propose": pgettext_lazy("audit action", "wrote the notice of the next publication"),
    "planned.cancel": pgettext_lazy("audit action", "cancelled a planned publication"),
    "planned.plan": pgettext_lazy("audit action", "planned a publication"),
    "procedure.add_event": pgettext_lazy("audit action", "added an event"),
    "proposal.accept": pgettext_lazy("audit action", "accepted a proposed speaker"),
    "proposal.accept_all": pgettext_lazy("audit action", "accepted the proposed speakers"),
    "publication.approve": pgettext_lazy("audit action", "approved"),
    "publication.publish": pgettext_lazy("audit action", "published"),
    "publication.reject": pgettext_lazy("audit action", "rejected"),
    "publication.request_changes": pgettext_lazy("audit action", "asked for changes"),
    "publication.submit": pgettext_lazy("audit action", "sent to review"),
    "publication.withdraw": pgettext_lazy("audit action", "withdrew"),
    "quick.begin": pgettext_lazy("audit action", "began an incident"),
    "quick.involve": pgettext_lazy("audit action", "recorded an involvement"),
    "quick.pursue": pgettext_lazy("audit action", "recorded a procedure"),
    "quick.see": pgettext_lazy("audit action", "recorded an appearance"),
    "quick.state": pgettext_lazy("audit action", "recorded a statement"),
    "reading.note": pgettext_lazy("audit action", "read"),
    "record.save": pgettext_lazy("audit action", "saved"),
    "record.touch": pgettext_lazy("audit action", "edited a part"),
    "redaction.redact": pgettext_lazy("audit action", "redacted passages"),
    "reply.accept": pgettext_lazy("audit action", "accepted a right of reply"),
    "reply.refuse": pgettext_lazy("audit action", "refused a right of reply"),
    "reply.save": pgettext_lazy("audit action", "recorded a right of reply"),
    "report._issue": pgettext_lazy("audit action", "issued a report"),
    "report.issue_next": pgettext_lazy("audit action", "issued a report in another’s place"),
    "report_plan.plan": pgettext_lazy("audit action", "planned the closing of a period"),
    "report_plan.cancel": pgettext_lazy("audit action", "cancelled a planned closing"),
    "report_withdrawal.withdraw": pgettext_lazy("audit action", "withdrew a report"),
    "reviewers.ask": pgettext_lazy("audit action", "asked for a review"),
    "reviewers.unask": pgettext_lazy("audit action", "took back a request for review"),
    "source.add_transcript": pgettext_lazy("audit action", "took in another version"),
    "source.import_source": pgettext_lazy("audit action", "took in a source"),
    "statement.import_statement": pgettext_lazy("audit action", "took in a statement of reasons"),
    "submission.reject": pgettext_lazy("audit action", "rejected what a partner sent"),
    "submission.request_changes": pgettext_lazy("audit action", "asked a partner for changes"),
    "submission.receive": pgettext_lazy("audit action", "submitted a draft"),
    "submission.tell": pgettext_lazy("audit action", "wrote to the sender of a draft"),
    "submitted_actor.keep_private": pgettext_lazy(
        "audit action", "kept private whom a partner named"
    ),
    "submitted_actor.match": pgettext_lazy("audit action", "found whom a partner named"),
    "submitted_actor.register": pgettext_lazy("audit action", "registered whom a partner named"),
    "transcript.add": pgettext_lazy("audit action", "took in a transcript"),
    "transcript.assign_speaker": pgettext_lazy("audit action", "said who speaks"),
    "vocabulary.load": pgettext_lazy("audit action", "loaded the shipped terms"),
    "withdrawal.ask": pgettext_lazy("audit action", "proposed a withdrawal"),
    "withdrawal.confirm": pgettext_lazy("audit action", "confirmed a withdrawal"),
    "withdrawal.decline": pgettext_lazy("audit action", "declined a withdrawal"),
    "withdrawal.propose": pgettext_lazy("audit action", "proposed a withdrawal"),
}
"""Every action by the name under which the audit knows it; what is none of ours has no words."""

PAGE, COMMAND, JOB = "page ", "manage.py ", "job "
API = "page api/"


def in_words(way: str, role: str) -> tuple[str, str]:
    """The action, and the door; either may be empty. Nothing told is SQL of some database role."""
    if not way:
        return "", gettext("in the database, as %(role)s") % {"role": role}
    door, _sign, act = way.rpartition(" > ") if " > " in way else (way, "", "")
    if not act and not door.startswith((PAGE, COMMAND, JOB)):
        door, act = "", door
    return str(ACTIONS.get(act, act)), _door(door)


def _door(door: str) -> str:
    if door.startswith(COMMAND):
        return gettext("by the command %(name)s") % {"name": door.removeprefix(COMMAND)}
    if door.startswith(JOB):
        return gettext("by the job %(name)s") % {"name": door.removeprefix(JOB)}
    if door.startswith(API):
        return gettext("by a key of the API")
    if door.startswith(PAGE):
        return gettext("on a staff page")
    return door
