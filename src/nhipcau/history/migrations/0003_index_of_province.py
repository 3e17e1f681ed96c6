from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("history", "0002_chain")]

    operations = [
        migrations.AddIndex(
            model_name="entry",
            index=models.Index(fields=["province", "-at", "-id"], name="history_of_province"),
        ),
    ]
