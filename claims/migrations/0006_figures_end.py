"""A figure is never deleted; it ends."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("claims", "0005_causes"),
    ]

    operations = [
        migrations.AddField(
            model_name="figure",
            name="ended_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
    ]
