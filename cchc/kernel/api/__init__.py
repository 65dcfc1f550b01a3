"""The API ``/api/v1/``: a module offers a router in ``plugs/api.py``; errors, lists and repeated POSTs are done here.

An operation declares its permission (``@needs("task.read")``) or why it is open; answers are ready-made JSON
(``answer``, ``listed``) with the schema named for the document only, so a list costs no second validation.
"""

from cchc.kernel.api.door import ROOT, Operation, mount, needs, open_to_all, operations, urls
from cchc.kernel.api.json import answer
from cchc.kernel.api.paging import BigId, Paging, SmallInt, listed, page_of
from cchc.kernel.api.problems import Problem, refuse

__all__ = [
    "ROOT",
    "BigId",
    "Operation",
    "Paging",
    "Problem",
    "SmallInt",
    "answer",
    "listed",
    "mount",
    "needs",
    "open_to_all",
    "operations",
    "page_of",
    "refuse",
    "urls",
]
