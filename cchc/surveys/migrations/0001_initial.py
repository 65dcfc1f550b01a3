"""Surveys as they were in the index, in its tables, which keep their names; what they are to know without it."""

import django.db.models.deletion
from django.db import migrations, models


def unit(label):
    return models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.unit", verbose_name=label)


def survey():
    return models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="surveys.survey", verbose_name="Khảo sát")


def key():
    return "id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")


THERE = [
    migrations.CreateModel(
        "Survey",
        [
            key(),
            ("title", models.CharField(max_length=300, verbose_name="Tên khảo sát")),
            ("questions", models.JSONField(default=list, verbose_name="Câu hỏi")),
            ("error", models.DecimalField(decimal_places=2, default=5, max_digits=4, verbose_name="Sai số cho phép (%)")),
            ("minimum", models.PositiveIntegerField(default=30, verbose_name="Số phiếu hợp lệ tối thiểu")),
            ("closes_on", models.DateField(blank=True, null=True, verbose_name="Nhận trả lời trên mạng đến hết ngày")),
            ("counted", models.PositiveIntegerField(default=0, verbose_name="Số phiếu đã tính")),
        ],
        options={"verbose_name": "Khảo sát", "db_table": "par_index_survey"},
    ),
    migrations.CreateModel(
        "Sample",
        [
            key(),
            ("stratum", models.CharField(blank=True, max_length=120, verbose_name="Nhóm")),
            ("population", models.PositiveIntegerField(verbose_name="Số giao dịch trong kỳ")),
            ("quota", models.PositiveIntegerField(verbose_name="Số phiếu cần")),
            ("survey", survey()),
            ("unit", unit("Đơn vị")),
        ],
        options={
            "verbose_name": "Cỡ mẫu",
            "db_table": "par_index_sample",
            "constraints": [models.UniqueConstraint(models.F("survey"), models.F("unit"), models.F("stratum"), name="sample_once")],
        },
    ),
    migrations.CreateModel(
        "Invitation",
        [
            key(),
            ("stratum", models.CharField(blank=True, max_length=120, verbose_name="Nhóm")),
            ("digest", models.CharField(max_length=64, verbose_name="Mã băm")),
            ("is_used", models.BooleanField(default=False, verbose_name="Đã dùng")),
            ("survey", survey()),
            ("unit", unit("Đơn vị")),
        ],
        options={
            "verbose_name": "Mã mời khảo sát",
            "db_table": "par_index_invitation",
            "indexes": [models.Index(fields=["survey", "unit"], name="invitation_of_unit")],
            "constraints": [models.UniqueConstraint(models.F("digest"), name="invitation_once")],
        },
    ),
    migrations.CreateModel(
        "Answer",
        [
            key(),
            ("form", models.CharField(max_length=60, verbose_name="Số phiếu")),
            ("stratum", models.CharField(blank=True, max_length=120, verbose_name="Nhóm")),
            ("choices", models.JSONField(default=dict, verbose_name="Trả lời")),
            ("void", models.CharField(blank=True, max_length=200, verbose_name="Lý do không hợp lệ")),
            ("received_on", models.DateField(verbose_name="Ngày nhận")),
            ("survey", survey()),
            ("unit", unit("Đơn vị")),
        ],
        options={
            "verbose_name": "Phiếu khảo sát",
            "db_table": "par_index_answer",
            "indexes": [models.Index(fields=["survey", "unit"], name="answer_of_unit")],
            "constraints": [models.UniqueConstraint(models.F("survey"), models.F("form"), name="form_once")],
        },
    ),
]


class Migration(migrations.Migration):
    initial = True
    dependencies = [("organisation", "0006_names_from_a_day"), ("par_index", "0008_moves")]
    operations = [
        migrations.SeparateDatabaseAndState(state_operations=THERE),
        migrations.AddField("survey", "state", models.CharField(choices=[("open", "Đang tiến hành"), ("closed", "Đã đóng"), ("cancelled", "Đã hủy")], default="open", max_length=10, verbose_name="Tình trạng")),
        migrations.AddField("survey", "last_on", models.DateField(null=True, verbose_name="Hỏi về giao dịch đến hết ngày")),
        migrations.AddField("survey", "operator", models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.unit", verbose_name="Cơ quan tổ chức")),
        migrations.CreateModel(
            "RatedUnit",
            [key(), ("survey", survey()), ("unit", unit("Đơn vị"))],
            options={
                "verbose_name": "Đơn vị được khảo sát",
                "constraints": [models.UniqueConstraint(models.F("survey"), models.F("unit"), name="rated_unit_once")],
            },
        ),
    ]
