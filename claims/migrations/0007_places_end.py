"""A place where a claim is made is never deleted; it ends, and may be marked again."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("claims", "0006_figures_end"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="occurrence",
            name="occurrence_once",
        ),
        migrations.AddField(
            model_name="occurrence",
            name="ended_at",
            field=models.DateTimeField(blank=True, editable=False, null=True),
        ),
        migrations.AddField(
            model_name="occurrence",
            name="version",
            field=models.PositiveIntegerField(default=1, editable=False),
        ),
        migrations.AddConstraint(
            model_name="occurrence",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ended_at", None)),
                fields=("claim", "span"),
                name="occurrence_once",
            ),
        ),
    ]
