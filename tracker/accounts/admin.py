"""Accounts in the admin: who may sign in, with which roles, in which language.

An administrator does not become more than one through their own account, through permissions given
one by one, or through the password of a superuser or of whoever reviews or publishes. What remains:
who gives roles can make a second account and give it any role, or take a role away, set the
password and give the role back. Both leave entries in the accounts' histories; nothing stops them.
"""

from __future__ import annotations

from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied
from django.db.models import ManyToManyField, QuerySet
from django.forms import CheckboxSelectMultiple, ModelMultipleChoiceField
from django.http import HttpRequest, HttpResponse
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from incidents.admin.guarded_lists import GuardedLists
from incidents.admin.sign_in_again import signs_in_again
from tracker.accounts.models import User
from tracker.accounts.role_names import role_name
from tracker.accounts.roles import Role

# Roles are code: a form that edits groups would only be undone by the next sync_roles.
admin.site.unregister(Group)
# Whose second factor is whose business; addresses are a field of the account here.
admin.site.unregister([Authenticator, EmailAddress])

OWN_LIMITS = ("is_active", "is_staff", "groups")
KEEP_THEIR_PASSWORD = (Role.EDITOR, Role.LEGAL_REVIEWER, Role.PUBLISHER)
"""Roles whose word counts as a person's own: only a superuser sets their holders' password."""


class RoleChoice(ModelMultipleChoiceField):
    """The roles as boxes, each under its name."""

    widget = CheckboxSelectMultiple

    def label_from_instance(self, obj: Group) -> str:
        return role_name(obj.name)


class RoleFilter(admin.SimpleListFilter):
    """Who holds a role."""

    title = _("role")
    parameter_name = "role"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [(role.value, role_name(role)) for role in Role]

    def queryset(self, request: HttpRequest, queryset: QuerySet[User]) -> QuerySet[User]:
        return queryset.filter(groups__name=self.value()) if self.value() else queryset


@admin.register(User)
class UserAdmin(GuardedLists, DjangoUserAdmin):
    """Lists who holds which role; the roles themselves are kept by `sync_roles`."""

    list_display = ("username", "first_name", "last_name", "roles", "is_active", "last_login")
    list_filter = (RoleFilter, "is_active", "is_superuser")
    filter_horizontal = ()
    readonly_fields = ("last_login", "date_joined")
    fieldsets = (
        (None, {"fields": ("username", "password")}),
        (_("Person"), {"fields": ("first_name", "last_name", "email", "language")}),
        (_("Rights"), {"fields": ("is_active", "is_staff", "is_superuser", "groups")}),
        (_("Dates"), {"fields": ("last_login", "date_joined")}),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        """With the roles, which the list shows in every row. The accounts of keys are none to be
        edited: they have no password, and no page here gives them one."""
        found = super().get_queryset(request).filter(api_key__isnull=True)
        return found.prefetch_related("groups")

    @admin.display(description=_("roles"))
    def roles(self, user: User) -> str:
        """The role names, in the order of the code."""
        held = {group.name for group in user.groups.all()}
        return ", ".join(role_name(role) for role in Role if role in held)

    def formfield_for_manytomany(
        self, db_field: ManyToManyField, request: HttpRequest, **kwargs: Any
    ) -> ModelMultipleChoiceField | None:
        """Groups are the roles here, and are chosen by their names."""
        if db_field.name != "groups":
            return super().formfield_for_manytomany(db_field, request, **kwargs)
        return RoleChoice(
            Group.objects.filter(name__in=list(Role)).order_by("pk"),
            label=capfirst(_("roles")),
            required=False,
            help_text=_("They take effect with the next request of whoever holds them."),
        )

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        """Only a superuser makes superusers; nobody changes their own rights."""
        fixed = tuple(super().get_readonly_fields(request, obj))
        if not request.user.is_superuser:
            fixed += ("is_superuser",)
        if obj is not None and obj.pk == request.user.pk:
            fixed += OWN_LIMITS
        return fixed

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """A superuser's account - its password above all - is changed by superusers only."""
        if obj is not None and obj.is_superuser and not request.user.is_superuser:
            return False
        return super().has_change_permission(request, obj)

    @signs_in_again
    def add_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """A new account, by somebody who just showed who they are."""
        return super().add_view(request, *args, **kwargs)

    @signs_in_again
    def change_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Roles and rights, by somebody who just showed who they are."""
        return super().change_view(request, *args, **kwargs)

    @signs_in_again
    def delete_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """An account that did nothing yet, by somebody who just showed who they are."""
        return super().delete_view(request, *args, **kwargs)

    @signs_in_again
    def user_change_password(
        self, request: HttpRequest, id: str, form_url: str = ""
    ) -> HttpResponse:
        """Set somebody's password; those who review or publish change theirs by themselves."""
        user = self.get_object(request, unquote(id))
        guarded = user and user.groups.filter(name__in=KEEP_THEIR_PASSWORD).exists()
        if guarded and not request.user.is_superuser:
            raise PermissionDenied
        return super().user_change_password(request, id, form_url)
