"""Addresses of the calendar pages."""

from django.urls import path

from cchc.organisation.pages.calendars import days, due, hours, year

urlpatterns = [
    path("lich-lam-viec/", year.show, name="calendar_year"),
    path("lich-lam-viec/tinh-han/", due.reckon, name="calendar_due"),
    path("lich-lam-viec/them-ngay/", days.add, name="calendar_day_add"),
    path("lich-lam-viec/ngay/<int:day_id>/bo/", days.remove, name="calendar_day_remove"),
    path("lich-lam-viec/gio-lam-viec/", hours.show, name="calendar_hours"),
    path("lich-lam-viec/gio-lam-viec/doi/", hours.change, name="calendar_hours_change"),
]
