from django.urls import URLPattern, URLResolver, path

from cchc.meetings.pages import meetings, projecting

app_name = "meetings"
urlpatterns: list[URLPattern | URLResolver] = [
    path("ban-chi-dao/", meetings.listed, name="meetings"),
    path("ban-chi-dao/lap/", meetings.prepare, name="prepare"),
    path("ban-chi-dao/<int:meeting_id>/", meetings.meeting, name="meeting"),
    path("ban-chi-dao/<int:meeting_id>/sua/", meetings.change, name="change"),
    path("ban-chi-dao/<int:meeting_id>/tom-tat.<str:paper_kind>", meetings.paper, name="paper"),
    path("ban-chi-dao/<int:meeting_id>/ket-luan/", meetings.conclude, name="conclude"),
    path("ban-chi-dao/ket-luan/<int:conclusion_id>/bo/", meetings.leave_out, name="leave_out"),
    path("ban-chi-dao/<int:meeting_id>/trinh-chieu/", projecting.project, name="project"),
]
