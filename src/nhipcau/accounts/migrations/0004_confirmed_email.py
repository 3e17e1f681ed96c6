from django.db import migrations, models


class Migration(migrations.Migration):
    """Who set the addresses so far is not known: an administrator confirms them where the common sign-in is used."""

    dependencies = [("accounts", "0003_email_of_one_person")]

    operations = [
        migrations.AddField(
            model_name="user",
            name="email_confirmed",
            field=models.BooleanField(
                default=False,
                editable=False,
                help_text="An administrator set or confirmed it: who proves it, is this person.",
            ),
        ),
    ]
