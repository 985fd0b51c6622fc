"""The minimum valid account."""

from __future__ import annotations

import factory

from tracker.accounts.models import User


class UserFactory(factory.django.DjangoModelFactory[User]):
    """A member of staff without roles; the password is `pw`."""

    class Meta:
        model = User
        skip_postgeneration_save = True

    username = factory.Sequence(lambda n: f"staff-{n}")
    password = factory.django.Password("pw")
    is_staff = True
