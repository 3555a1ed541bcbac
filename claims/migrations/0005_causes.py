"""A claim falls also by its own evidence, and by what time brings."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("claims", "0004_moves"),
        ("tracker", "0004_programs"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="assignment",
            name="assignment_task_and_cause_known",
        ),
        migrations.AlterField(
            model_name="assignment",
            name="cause",
            field=models.CharField(
                choices=[
                    ("asked", "Somebody asked"),
                    ("source", "A source changed"),
                    ("link", "How two sources are tied changed"),
                    ("document", "A document was withdrawn"),
                    ("quote", "A quote changed"),
                    ("claim", "Its evidence or a cross-check changed"),
                    ("standards", "The standards, or what time brings"),
                ],
                default="asked",
                max_length=12,
            ),
        ),
        migrations.AddConstraint(
            model_name="assignment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "cause__in",
                        [
                            "asked",
                            "source",
                            "link",
                            "document",
                            "quote",
                            "claim",
                            "standards",
                        ],
                    ),
                    ("task__in", ["review", "second_reading", "recheck", "other"]),
                ),
                name="assignment_task_and_cause_known",
            ),
        ),
    ]
