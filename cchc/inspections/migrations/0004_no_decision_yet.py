"""The first state of an inspection says what is true of a surprise too: it is in no plan, and not decided yet."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('inspections', '0003_open_until_complete'),
    ]

    operations = [
        migrations.AlterField(
            model_name='visit',
            name='state',
            field=models.CharField(choices=[('planned', 'Chưa có quyết định'), ('decided', 'Đã có quyết định'), ('held', 'Đã kiểm tra, có biên bản'), ('mending', 'Đang khắc phục'), ('closed', 'Đã đóng'), ('cancelled', 'Không tiến hành')], default='planned', max_length=10, verbose_name='Trạng thái'),
        ),
    ]
