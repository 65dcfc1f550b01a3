"""The contract of ours (``tools.contracts``) sees who enters a module by a window; tests are held by it too."""

import pytest
from grimp import ImportGraph

from tools.contracts import PublicFilesContract

OPTIONS = {
    "name": "doors",
    "package": "cchc",
    "public": ["actions", "queries"],
    "open_modules": ["kernel"],
    "exempt": ["config"],
    "test_rooms": ["models"],
}


@pytest.mark.parametrize(
    ("importer", "imported", "is_kept"),
    [
        ("cchc.reports.pages.report", "cchc.plans.queries", True),
        ("cchc.reports.pages.report", "cchc.plans.models", False),
        ("cchc.reports.pages.report", "cchc.kernel.clock", True),
        ("cchc.reports.tests.test_pages", "cchc.plans.models", True),
        ("cchc.reports.tests.test_pages", "cchc.plans.pages.tasks", False),
        ("cchc.reports.tests.test_pages", "cchc.plans.tests.work", True),
        ("cchc.reports.pages.report", "cchc.plans.tests.work", False),
        ("cchc.reports.pages.report", "cchc.reports.tests.year", False),
        ("config.reactions", "cchc.plans.reactions", True),
    ],
)
def test_a_module_is_entered_by_its_doors(importer: str, imported: str, is_kept: bool) -> None:
    graph = ImportGraph()
    graph.add_import(importer=importer, imported=imported)
    contract = PublicFilesContract("doors", {"root_packages": ["cchc"]}, OPTIONS)
    assert contract.check(graph, verbose=False).kept is is_kept
