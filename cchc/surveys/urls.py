from django.urls import URLPattern, URLResolver, path

from cchc.surveys.pages import answer, survey

app_name = "surveys"
urlpatterns: list[URLPattern | URLResolver] = [
    path("khao-sat/<int:survey_id>/", survey.survey, name="survey"),
    path("cong-khai/khao-sat/", answer.answer, name="answer"),
    path("cong-khai/khao-sat/cam-on/", answer.answered, name="answered"),
]
