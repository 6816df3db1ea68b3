"""Lets nobody but Plivo in."""
from functools import wraps

import plivo
from django.conf import settings
from django.http import HttpResponseForbidden
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST


def from_plivo(view):
    """For views that Plivo calls: 403 unless the request carries Plivo's V3 signature."""

    @csrf_exempt
    @require_POST
    @wraps(view)
    def checked(request):
        signature = request.META.get('HTTP_X_PLIVO_SIGNATURE_V3')
        nonce = request.META.get('HTTP_X_PLIVO_SIGNATURE_V3_NONCE')
        if not signature or not nonce:
            return HttpResponseForbidden('missing signature')
        if not plivo.utils.validate_v3_signature(
            request.method,
            request.build_absolute_uri(),
            nonce,
            settings.PLIVO_AUTH_TOKEN,
            signature,
            request.POST.dict(),
        ):
            return HttpResponseForbidden('invalid signature')
        return view(request)

    return checked
