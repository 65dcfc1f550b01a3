from cchc.par_index.models.publications import Publication
from cchc.par_index.models.rounds import Body, Round, Sheet
from cchc.par_index.models.schemes import Scheme
from cchc.par_index.models.scores import Change, Evidence, Score
from cchc.par_index.models.surveyed import SurveyedLeaf

__all__ = [
    "Body",
    "Change",
    "Evidence",
    "Publication",
    "Round",
    "Scheme",
    "Score",
    "Sheet",
    "SurveyedLeaf",
]
