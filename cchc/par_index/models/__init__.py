from cchc.par_index.models.publications import Publication
from cchc.par_index.models.rounds import Body, Round, Sheet
from cchc.par_index.models.schemes import Scheme
from cchc.par_index.models.scores import Change, Evidence, Score
from cchc.par_index.models.surveys import Answer, Invitation, Sample, Survey

__all__ = [
    "Answer",
    "Body",
    "Change",
    "Evidence",
    "Invitation",
    "Publication",
    "Round",
    "Sample",
    "Scheme",
    "Score",
    "Sheet",
    "Survey",
]
