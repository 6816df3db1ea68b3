"""Lets nobody but Plivo in."""
import logging

import plivo
from flask import abort, request

import settings

log = logging.getLogger(__name__)


def check_signature():
    """For before_request: answers 403 unless the request carries Plivo's V3 signature."""
    signature = request.headers.get('X-Plivo-Signature-V3')
    nonce = request.headers.get('X-Plivo-Signature-V3-Nonce')
    if not signature or not nonce:
        abort(403)

    url = settings.PUBLIC_URL + request.path
    if request.query_string:
        url += '?' + request.query_string.decode('ascii')
    params = request.form.to_dict() if request.method == 'POST' else {}

    if not plivo.utils.validate_v3_signature(
        request.method, url, nonce, settings.PLIVO_AUTH_TOKEN, signature, params
    ):
        log.warning('bad signature for %s', request.path)
        abort(403)
