"""Checks the webhook signatures of Vobiz.

Written by plivo-to-vobiz. Needs Python 3.7 and its standard library. Running `plivo-to-vobiz migrate` again may
replace this file, so keep changes of your own elsewhere.

`validate_v3_signature` and `validate_signature` take the arguments of Plivo's functions of the same name, so that
calls keep their shape. `verify_request` looks at a whole request and is the better choice for new code.

Every function answers True or False. Nothing a remote sender controls makes one raise, an empty token never matches,
and digests are compared in constant time.

Vobiz signs the URL up to its query and the nonce, and nothing else. The body and the query of a request are not
authenticated: put what must not be forged into the path, and remember nonces for about five minutes to refuse replays.

The URL is the public one that Vobiz was given, not the one a proxy passes on.
"""

import base64
import hashlib
import hmac
import re

__all__ = ["validate_signature", "validate_v3_signature", "verify_request"]

# Version, header of the account's own token, header of the main account's token, header of the nonce.
VOBIZ_HEADERS = (
    ("v3", "X-Vobiz-Signature-V3", "X-Vobiz-Signature-MA-V3", "X-Vobiz-Signature-V3-Nonce"),
    ("v2", "X-Vobiz-Signature-V2", "X-Vobiz-Signature-MA-V2", "X-Vobiz-Signature-V2-Nonce"),
)


def validate_v3_signature(method, uri, nonce, auth_token, v3_signature, params=None):
    """Whether Vobiz signed this URL with a V3 signature.

    :param method: not covered by the signature, ignored
    :param uri: the public URL of the request
    :param nonce: the value of the V3 nonce header
    :param auth_token: a text or a list of texts; of {'plivo': token, 'vobiz': token} only the second is used
    :param v3_signature: the value of the V3 signature header
    :param params: not covered by the signature, ignored
    """
    return _is_signed(_vobiz_text(uri, nonce, "."), nonce, v3_signature, _of_vobiz(auth_token))


def validate_signature(uri, nonce, signature, auth_token=""):
    """Whether Vobiz signed this URL with a V2 signature. Arguments are as for `validate_v3_signature`."""
    return _is_signed(_vobiz_text(uri, nonce, ""), nonce, signature, _of_vobiz(auth_token))


def verify_request(method, url, headers, form=None, plivo_tokens=None, vobiz_tokens=None):
    """Whether Vobiz signed this request, told by the headers it carries.

    A request with a header twice is refused. The newest version that is present decides; one that fails is never
    tried again as an older one. The main account's headers are accepted with any of the tokens given, so give a main
    token only where requests of its sub-accounts arrive.

    :param method: not covered by the signature, ignored
    :param headers: a mapping of names to values, or a list of pairs; names in any case
    :param form: not covered by the signature, ignored
    :param plivo_tokens: ignored, so that calls written for both providers need not change
    :param vobiz_tokens: a token or a list of tokens
    """
    found = _read_headers(headers, VOBIZ_HEADERS)
    if found is None:
        return False
    version, own, main, nonce = found
    text = _vobiz_text(url, nonce, "." if version == "v3" else "")
    return any([_is_signed(text, nonce, signature, vobiz_tokens) for signature in (own, main)])


def _of_vobiz(auth_token):
    return auth_token.get("vobiz") if isinstance(auth_token, dict) else auth_token


def _is_signed(text, nonce, signature, tokens):
    """Whether one of the tokens gives the signature. All are tried, so that the place of a match does not show."""
    received = _text(signature)
    if text is None or not _text(nonce) or not received:
        return False
    matched = False
    for token in _tokens(tokens):
        digest = hmac.new(_utf8(token), _utf8(text), hashlib.sha256).digest()
        matched = hmac.compare_digest(base64.b64encode(digest), _utf8(received)) or matched
    return matched


def _tokens(tokens):
    given = tokens if isinstance(tokens, (list, tuple)) else [tokens]
    return [token for token in given if isinstance(token, str) and token]


def _text(value):
    """A header's value as one text; empty when there is none or more than one."""
    if isinstance(value, (list, tuple)) and len(value) == 1:
        value = value[0]
    return value if isinstance(value, str) else ""


def _utf8(text):
    return text.encode("utf-8", "surrogatepass")


def _vobiz_text(url, nonce, separator):
    """What Vobiz signs: the URL up to its query, as written, then the nonce."""
    parts = _split_url(url)
    return None if parts is None else parts[0] + separator + _text(nonce)


def _split_url(url):
    """The URL before its query, and the query; None without scheme and host. Nothing is decoded or normalised."""
    text = str(url).strip()
    if not re.match(r"[A-Za-z][A-Za-z0-9+.-]*://[^/?#]", text):
        return None
    base, _, query = text.partition("#")[0].partition("?")
    return base, query


def _read_headers(headers, versions):
    """Version, own signature, main signature and nonce of the newest version that is present; None for none."""
    for version, own, main, nonce in versions:
        values = [_read_header(headers, name) for name in (own, main, nonce)]
        if any(values):
            return (version,) + tuple(_text(value) for value in values)
    return None


def _read_header(headers, name):
    """Every value of a header."""
    pairs = headers.items() if hasattr(headers, "items") else headers or []
    values = []
    for key, value in pairs:
        if isinstance(key, str) and key.lower() == name.lower():
            values.extend(value if isinstance(value, (list, tuple)) else [value])
    return values
