"""Whether a file is one of our reports, and what became of it since: one verdict for the command
and for the public page.

``verdict`` is the answer as data, ``verifying`` finds it, ``words`` says it in the active language.
"""

from incidents.verified.verdict import Standing, Verdict
from incidents.verified.verifying import verify_digest, verify_file

__all__ = ["Standing", "Verdict", "verify_digest", "verify_file"]
