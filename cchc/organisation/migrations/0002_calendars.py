import cchc.organisation.models.calendars
import django.contrib.postgres.constraints
import django.db.models.deletion
import django.db.models.functions.comparison
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('organisation', '0001_units'),
    ]

    operations = [
        migrations.CreateModel(
            name='Calendar',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', models.SlugField(max_length=60, unique=True, verbose_name='Mã lịch')),
                ('name', models.CharField(max_length=200, verbose_name='Tên lịch')),
                ('is_default', models.BooleanField(default=False, verbose_name='Lịch mặc định')),
                ('version', models.PositiveIntegerField(default=1, verbose_name='Phiên bản')),
                ('changed_at', models.DateTimeField(verbose_name='Sửa lần cuối')),
                ('extends', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.calendar', verbose_name='Kế thừa lịch')),
            ],
            options={
                'verbose_name': 'Lịch làm việc',
                'verbose_name_plural': 'Lịch làm việc',
            },
        ),
        migrations.CreateModel(
            name='DayOff',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('date', models.DateField(verbose_name='Ngày')),
                ('kind', models.CharField(max_length=10, verbose_name='Loại')),
                ('name', models.CharField(max_length=200, verbose_name='Tên')),
                ('decision', models.CharField(blank=True, max_length=200, verbose_name='Số quyết định')),
                ('certainty', models.CharField(max_length=12, verbose_name='Độ chắc chắn')),
                ('swapped_with', models.DateField(blank=True, null=True, verbose_name='Hoán đổi với')),
                ('opens', models.TimeField(blank=True, null=True, verbose_name='Từ giờ')),
                ('closes', models.TimeField(blank=True, null=True, verbose_name='Đến giờ')),
                ('origin', models.CharField(choices=[('content', 'Kèm theo phần mềm'), ('office', 'Văn phòng nhập')], default='office', max_length=10, verbose_name='Nguồn')),
                ('is_removed', models.BooleanField(default=False, verbose_name='Đã bỏ')),
                ('calendar', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='organisation.calendar', verbose_name='Lịch')),
                ('unit', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.unit', verbose_name='Đơn vị')),
            ],
            options={
                'verbose_name': 'Ngày nghỉ, ngày làm bù',
                'verbose_name_plural': 'Ngày nghỉ, ngày làm bù',
            },
        ),
        migrations.CreateModel(
            name='WorkingHours',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('weekday', models.PositiveSmallIntegerField(verbose_name='Thứ')),
                ('opens', models.TimeField(blank=True, null=True, verbose_name='Mở cửa')),
                ('closes', models.TimeField(blank=True, null=True, verbose_name='Đóng cửa')),
                ('valid_from', models.DateField(blank=True, null=True, verbose_name='Từ ngày')),
                ('valid_to', models.DateField(blank=True, null=True, verbose_name='Đến hết ngày')),
                ('origin', models.CharField(choices=[('content', 'Kèm theo phần mềm'), ('office', 'Văn phòng nhập')], default='office', max_length=10, verbose_name='Nguồn')),
                ('calendar', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='organisation.calendar', verbose_name='Lịch')),
                ('unit', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.unit', verbose_name='Đơn vị')),
            ],
            options={
                'verbose_name': 'Giờ làm việc',
                'verbose_name_plural': 'Giờ làm việc',
            },
        ),
        migrations.AddConstraint(
            model_name='calendar',
            constraint=models.UniqueConstraint(condition=models.Q(('is_default', True)), fields=('is_default',), name='calendar_one_default'),
        ),
        migrations.AddConstraint(
            model_name='calendar',
            constraint=models.CheckConstraint(condition=models.Q(('extends', models.F('id')), _negated=True), name='calendar_not_its_own_base'),
        ),
        migrations.AddConstraint(
            model_name='dayoff',
            constraint=models.UniqueConstraint(models.F('calendar'), django.db.models.functions.comparison.Coalesce('unit_id', models.Value(0)), models.F('date'), name='day_once_a_calendar'),
        ),
        migrations.AddConstraint(
            model_name='dayoff',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['off', 'working', 'half'])), name='day_kind'),
        ),
        migrations.AddConstraint(
            model_name='dayoff',
            constraint=models.CheckConstraint(condition=models.Q(('certainty__in', ['decided', 'by_law', 'unverified', 'computed'])), name='day_certainty'),
        ),
        migrations.AddConstraint(
            model_name='dayoff',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('closes', None), ('opens', None)), ('kind', 'half'), _connector='OR'), name='day_hours_only_for_half'),
        ),
        migrations.AddConstraint(
            model_name='dayoff',
            constraint=models.CheckConstraint(condition=models.Q(('opens', None), ('closes', None), ('closes__gt', models.F('opens')), _connector='OR'), name='day_open_before_close'),
        ),
        migrations.AddConstraint(
            model_name='dayoff',
            constraint=models.CheckConstraint(condition=models.Q(('swapped_with', None), models.Q(('swapped_with', models.F('date')), _negated=True), _connector='OR'), name='day_not_swapped_with_itself'),
        ),
        migrations.AddConstraint(
            model_name='workinghours',
            constraint=models.CheckConstraint(condition=models.Q(('weekday__lte', 6)), name='hours_weekday'),
        ),
        migrations.AddConstraint(
            model_name='workinghours',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('closes', None), ('opens', None)), models.Q(('closes__gt', models.F('opens')), ('closes__isnull', False), ('opens__isnull', False)), _connector='OR'), name='hours_open_before_close'),
        ),
        migrations.AddConstraint(
            model_name='workinghours',
            constraint=models.CheckConstraint(condition=models.Q(('valid_from', None), ('valid_to', None), ('valid_to__gte', models.F('valid_from')), _connector='OR'), name='hours_span'),
        ),
        migrations.AddConstraint(
            model_name='workinghours',
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('calendar', '='), (django.db.models.functions.comparison.Coalesce('unit_id', models.Value(0)), '='), ('weekday', '='), (cchc.organisation.models.calendars.DaysOf('valid_from', 'valid_to'), '&&'), (cchc.organisation.models.calendars.MinutesOf(), '&&')], name='hours_do_not_overlap'),
        ),
    ]
