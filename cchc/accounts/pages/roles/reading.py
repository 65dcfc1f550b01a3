"""The roles there are; one of them with what it may do and who holds it."""

from django.apps import apps
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from cchc.accounts.access import roles as access
from cchc.accounts.pages.request import subject_of
from cchc.accounts.queries import roles as queries
from cchc.accounts.queries import units
from cchc.accounts.queries.roles import RoleInWords
from cchc.kernel import clock, rights
from cchc.kernel.permission import permission
from cchc.ui.listing import page_of


@permission(access.WRITE)
@require_GET
def listed(request: HttpRequest) -> HttpResponse:
    """List the roles with how many people hold each."""
    access.whole_province(subject_of(request))
    reached = queries.reached(clock.today())
    rows = [(role, reached.get(role.code)) for role in queries.known().values()]
    return render(request, "accounts/pages/roles/list.html", {"rows": rows})


@permission(access.WRITE)
@require_GET
def show(request: HttpRequest, role_code: str) -> HttpResponse:
    """Show what a role may do, module by module, and who holds it now or will."""
    role, today = found(request, role_code), clock.today()
    page = page_of(queries.holders(role.code, today), request.GET)
    names = units.names([row for grant in page for row in (grant.unit_id, grant.user.unit_id)], today)
    context = {
        "role": role,
        "groups": in_groups(role),
        "page": page,
        "names": names,
        "reached": queries.reached(today).get(role.code),
        "declared": rights.held_by(role.code) == role.words,
    }
    return render(request, "accounts/pages/roles/role.html", context)


def found(request: HttpRequest, role_code: str) -> RoleInWords:
    """Return the role of an address that the reader may compose, or raise ``Http404``."""
    access.whole_province(subject_of(request))
    role = queries.known().get(role_code)
    if role is None:
        raise Http404
    return role


def in_groups(role: RoleInWords) -> list[tuple[str, list[rights.Right]]]:
    """Return what a role may do, module by module."""
    groups = [
        (str(apps.get_app_config(module).verbose_name), [one for one in held if one.word in role.words])
        for module, held in rights.modules().items()
    ]
    return [(heading, held) for heading, held in groups if held]
