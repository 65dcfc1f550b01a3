"""Addresses of a unit's work, of the office's decisions on it, and of units' own plans."""

from django.urls import URLPattern, path

from cchc.plans.pages.assigned import (
    assignment,
    buttons,
    difficulties,
    event,
    extension,
    files,
    history,
    mine,
    report,
    single_forms,
    waiting,
)
from cchc.plans.pages.own_plan import draft, lists, start, task

urlpatterns: list[URLPattern] = [
    path("viec/", mine.my_work, name="my_work"),
    path("viec/<int:assignment_id>/", assignment.assignment, name="assignment"),
    path("viec/<int:assignment_id>/lich-su/", history.history, name="assignment_history"),
    path("viec/<int:assignment_id>/bao-cao/", report.report, name="report"),
    path("viec/<int:assignment_id>/ngay/", single_forms.target, name="target"),
    path("viec/<int:assignment_id>/ngay-phat-sinh/", event.event, name="event"),
    path("viec/<int:assignment_id>/sua-ngay-phat-sinh/", event.correct, name="event_correct"),
    path("viec/<int:assignment_id>/moc/", single_forms.milestone_add, name="milestone_add"),
    path("viec/<int:assignment_id>/vuong-mac/", single_forms.difficulty_raise, name="difficulty_raise"),
    path("viec/<int:assignment_id>/gia-han/", single_forms.extension_ask, name="extension_ask"),
    path("viec/<int:assignment_id>/huy/", single_forms.cancel, name="cancel"),
    path("viec/<int:assignment_id>/khong-dang-ky/", single_forms.decline, name="decline"),
    path("viec/<int:assignment_id>/khoi-phuc/", buttons.restore, name="restore"),
    path("moc/<int:milestone_id>/", buttons.milestone, name="milestone"),
    path("bao-cao/<int:report_id>/", waiting.decide, name="decide"),
    path("bao-cao/<int:report_id>/rut/", report.take_back, name="take_back"),
    path("cho-xac-nhan/", waiting.waiting, name="waiting"),
    path("cho-xac-nhan/xac-nhan/", waiting.confirm_chosen, name="confirm_chosen"),
    path("cho-xac-nhan/hoan-tac/", waiting.undo, name="undo"),
    path("gia-han/<int:extension_id>/", extension.extension, name="extension"),
    path("vuong-mac/", difficulties.difficulties, name="difficulties"),
    path("vuong-mac/<int:difficulty_id>/", difficulties.difficulty, name="difficulty"),
    path("tep/<int:attachment_id>/", files.attachment, name="attachment"),
    path("ke-hoach/rieng/", lists.own_plans, name="own_plans"),
    path("ke-hoach/rieng/lap/<int:parent_id>/", start.start, name="own_plan_start"),
    path("ke-hoach/rieng/<int:plan_id>/", draft.own_plan, name="own_plan"),
    path("ke-hoach/rieng/<int:plan_id>/bo/", draft.drop, name="own_plan_drop"),
    path("ke-hoach/rieng/<int:plan_id>/them/", task.add, name="own_task_add"),
    path("ke-hoach/rieng/<int:plan_id>/ban-hanh/", draft.issue, name="own_plan_issue"),
    path("ke-hoach/rieng/nhiem-vu/<int:task_id>/", task.change, name="own_task"),
    path("ke-hoach/rieng/nhiem-vu/<int:task_id>/bo/", draft.drop_task, name="own_task_drop"),
]
