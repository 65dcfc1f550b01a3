"""How far a long job has come: a page that renews itself, with or without scripts."""

import uuid

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache

from cchc.kernel.models import JobProgress, JobState
from cchc.kernel.permission import Record, permission, subject_of


@permission("own_account")
@never_cache
def show(request: HttpRequest, number: uuid.UUID) -> HttpResponse:
    """Show the percentage to whoever started the job; go to the result once it is there."""
    job = JobProgress.objects.filter(pk=number).first()
    if job is None or not subject_of(request).may("own_account", Record("job", owner_id=job.owner_id)):
        raise Http404
    is_fragment = request.headers.get("HX-Request") == "true"
    if job.state == JobState.DONE and url_has_allowed_host_and_scheme(job.result, allowed_hosts=None):
        if not is_fragment:
            return redirect(job.result)
        response = HttpResponse()
        response["HX-Redirect"] = job.result
        return response
    template = "kernel/pages/progress_bar.html" if is_fragment else "kernel/pages/progress.html"
    return render(request, template, {"job": job})
