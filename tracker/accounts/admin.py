"""Accounts in the admin: Django's own pages with the language added."""

from __future__ import annotations

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.utils.translation import gettext_lazy as _

from tracker.accounts.models import User


@admin.register(User)
class UserAdmin(DjangoUserAdmin):
    """Lists who holds which role; roles are groups, kept by `sync_roles`."""

    list_display = [
        "username",
        "first_name",
        "last_name",
        "is_staff",
        "is_active",
        "last_login",
    ]
    fieldsets = [
        *(DjangoUserAdmin.fieldsets or []),
        (_("Interface"), {"fields": ["language"]}),
    ]
