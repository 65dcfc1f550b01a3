"""What surveys had of their round becomes their own; which question scores which leaf becomes a link."""

import django.db.models.deletion
from django.db import migrations, models

from cchc.kernel import history
from cchc.kernel.freezing import below, undone
from cchc.kernel.history import coverage

OPEN = ("self", "appraisal", "second", "explanation", "recheck", "council")
STATES = {"published": "closed", "cancelled": "cancelled"}
CLOSED = below("par_index_survey", "par_index_round", "round_id", OPEN, state="stage")
IMMEDIATE = "SET CONSTRAINTS ALL IMMEDIATE"
ROUND = {"on_delete": django.db.models.deletion.CASCADE, "related_name": "+", "to": "par_index.round", "verbose_name": "Đợt chấm điểm"}


def leave(apps, _editor):
    surveys, theirs = apps.get_model("par_index", "Survey").objects, apps.get_model("surveys", "Survey").objects
    if not surveys.exists():
        return
    coverage.install()  # the new rows belong into the trail, whose triggers would come only after all migrations
    sheets, rated = apps.get_model("par_index", "Sheet").objects, apps.get_model("surveys", "RatedUnit")
    link = apps.get_model("par_index", "SurveyedLeaf")
    with history.attributed(history.PLATFORM):
        for row in surveys.select_related("round__scheme").order_by("pk"):
            titles = {leaf["code"]: leaf["title"] for leaf in row.round.scheme.content["tree"]}
            theirs.filter(pk=row.pk).update(
                operator_id=row.round.unit_id, last_on=row.round.last_on, state=STATES.get(row.round.stage, "open"),
                questions=[
                    {**{key: value for key, value in one.items() if key != "satisfied"}, "about": titles.get(one["code"], one["title"])}
                    for one in row.questions
                ],
            )
            units = sheets.filter(round=row.round_id).order_by("pk").values_list("unit_id", flat=True)
            rated.objects.bulk_create(rated(survey_id=row.pk, unit_id=unit_id) for unit_id in units)
            link.objects.bulk_create(
                link(round_id=row.round_id, code=one["code"], survey_id=row.pk, question=one["key"], satisfied=one.get("satisfied", []))
                for one in row.questions
            )
        surveys.update(round=None)  # the trail tells what the column that goes held


def come_back(apps, _editor):
    surveys, links = apps.get_model("par_index", "Survey").objects, apps.get_model("par_index", "SurveyedLeaf").objects
    theirs = apps.get_model("surveys", "Survey").objects
    with history.attributed(history.PLATFORM):
        for row in surveys.order_by("pk"):
            of = {link.question: link for link in links.filter(survey=row.pk)}
            if not of:
                raise ValueError(f"survey {row.pk} is of no round: that version has no place for it")
            surveys.filter(pk=row.pk).update(
                round_id=next(iter(of.values())).round_id,
                questions=[
                    {
                        **{key: value for key, value in one.items() if key != "about"},
                        **({"satisfied": of[one["key"]].satisfied} if of[one["key"]].satisfied else {}),
                    }
                    for one in row.questions
                ],
            )
        theirs.update(operator=None, last_on=None, state="open")
        links.all().delete()  # with their tables they would be gone without a word in the trail
        apps.get_model("surveys", "RatedUnit").objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [("par_index", "0008_moves"), ("surveys", "0001_initial")]
    operations = [
        migrations.RunSQL(undone(CLOSED), CLOSED),
        migrations.RemoveConstraint("survey", "survey_once"),
        migrations.AlterField("survey", "round", models.ForeignKey(null=True, **ROUND)),
        migrations.CreateModel(
            "SurveyedLeaf",
            [
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(max_length=30, verbose_name="Tiêu chí")),
                ("question", models.CharField(max_length=10, verbose_name="Câu hỏi")),
                ("satisfied", models.JSONField(default=list, verbose_name="Mức được tính là hài lòng")),
                ("round", models.ForeignKey(**ROUND)),
                ("survey", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="surveys.survey", verbose_name="Khảo sát")),
            ],
            options={
                "verbose_name": "Tiêu chí chấm theo khảo sát",
                "constraints": [models.UniqueConstraint(models.F("round"), models.F("code"), name="surveyed_leaf_once")],
            },
        ),
        migrations.RunSQL(migrations.RunSQL.noop, IMMEDIATE),
        migrations.RunPython(leave, come_back),
    ]
