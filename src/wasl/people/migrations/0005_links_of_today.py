from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("people", "0004_quick_search")]

    operations = [
        migrations.RemoveIndex(model_name="personlink", name="people_link_person"),
        migrations.AddIndex(
            model_name="personlink",
            index=models.Index(
                condition=models.Q(("until_at__isnull", True)), fields=["person"], name="people_link_today"
            ),
        ),
    ]
