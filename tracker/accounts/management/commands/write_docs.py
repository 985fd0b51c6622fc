"""``manage.py write_docs`` with the page that this app adds: who may do what."""

from __future__ import annotations

from incidents.management.commands.write_docs import GENERATED
from incidents.management.commands.write_docs import Command as WriteDocs
from tracker.accounts.roles_page import roles_page


class Command(WriteDocs):
    """Found before the command of the same name in ``incidents``, which it extends."""

    def pages(self) -> dict[str, str]:
        return super().pages() | {"roles.md": "\n".join(roles_page(GENERATED)) + "\n"}
