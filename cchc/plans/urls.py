from django.urls import URLPattern, URLResolver, path

from cchc.plans.pages.assignments import assignments, year_assignments
from cchc.plans.pages.dashboard import dashboard
from cchc.plans.pages.home import home
from cchc.plans.pages.plans import plans
from cchc.plans.pages.review_urls import urlpatterns as review
from cchc.plans.pages.tasks import task, tasks
from cchc.plans.pages.timeline import timeline
from cchc.plans.pages.work_urls import urlpatterns as work
from cchc.plans.pages.year import running, year

app_name = "plans"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", home, name="home"),
    *review,
    *work,
    path("tong-quan/", running, name="running"),
    path("tong-quan/<int:of>/", year, name="year"),
    path("tong-quan/<int:of>/viec/", year_assignments, name="year_assignments"),
    path("ke-hoach/", plans, name="plans"),
    path("ke-hoach/<int:plan_id>/", dashboard, name="dashboard"),
    path("ke-hoach/<int:plan_id>/nhiem-vu/", tasks, name="tasks"),
    path("ke-hoach/<int:plan_id>/viec/", assignments, name="assignments"),
    path("ke-hoach/<int:plan_id>/tien-do/", timeline, name="timeline"),
    path("nhiem-vu/<int:task_id>/", task, name="task"),
]
