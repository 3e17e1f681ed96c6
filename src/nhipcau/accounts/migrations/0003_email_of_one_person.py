from __future__ import annotations

from typing import Any

import django.db.models.functions.text
from django.db import migrations, models
from django.db.models import Count
from django.db.models.functions import Lower


def refuse_shared(apps: Any, editor: Any) -> None:
    """Whose address it is only people know. So far nobody could sign in with a shared one, so nothing hangs on it."""
    users = apps.get_model("accounts", "User").objects.exclude(email="")
    counted = users.values(small=Lower("email")).annotate(count=Count("pk"))
    shared = list(counted.filter(count__gt=1).values_list("small", flat=True))
    if shared:
        raise RuntimeError(f"Several accounts have these email addresses; leave each to one, then go on: {shared}")


class Migration(migrations.Migration):
    dependencies = [("accounts", "0002_sign_in")]

    operations = [
        migrations.RunPython(refuse_shared, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name="user",
            constraint=models.UniqueConstraint(
                django.db.models.functions.text.Lower("email"),
                condition=models.Q(("email", ""), _negated=True),
                name="email_of_one_person",
            ),
        ),
    ]
