"""Checks the webhook signatures of Plivo and of Vobiz, for the time both send calls.

Written by plivo-to-vobiz. Needs Python 3.7 and its standard library. Running `plivo-to-vobiz migrate` again may
replace this file, so keep changes of your own elsewhere.

`validate_v3_signature` and `validate_signature` take the arguments of Plivo's functions of the same name and accept a
signature of either provider. `verify_request` looks at a whole request and is the better choice for new code.

Every function answers True or False. Nothing a remote sender controls makes one raise, an empty token never matches,
and digests are compared in constant time.

What is signed differs: Plivo V3 covers the URL, its query and the form; Vobiz covers the URL up to its query and the
nonce, and nothing else. The body and the query of a Vobiz request are not authenticated: put what must not be forged
into the path, and remember nonces for about five minutes to refuse replays.

The URL is the public one that the provider was given, not the one a proxy passes on.
"""

import base64
import hashlib
import hmac
import re
from urllib.parse import unquote_plus

__all__ = ["validate_signature", "validate_v3_signature", "verify_request"]

# Version, header of the account's own token, header of the main account's token, header of the nonce.
PLIVO_HEADERS = (
    ("v3", "X-Plivo-Signature-V3", "X-Plivo-Signature-Ma-V3", "X-Plivo-Signature-V3-Nonce"),
    ("v2", "X-Plivo-Signature-V2", "X-Plivo-Signature-Ma-V2", "X-Plivo-Signature-V2-Nonce"),
)
VOBIZ_HEADERS = (
    ("v3", "X-Vobiz-Signature-V3", "X-Vobiz-Signature-MA-V3", "X-Vobiz-Signature-V3-Nonce"),
    ("v2", "X-Vobiz-Signature-V2", "X-Vobiz-Signature-MA-V2", "X-Vobiz-Signature-V2-Nonce"),
)


def validate_v3_signature(method, uri, nonce, auth_token, v3_signature, params=None):
    """Whether Plivo or Vobiz signed this request with a V3 signature.

    :param method: GET or POST
    :param uri: the public URL of the request, its query included
    :param nonce: the value of the V3 nonce header, of either provider
    :param auth_token: {'plivo': token, 'vobiz': token}, each a text or a list of texts; a plain text or list is
        tried as a token of either provider
    :param v3_signature: the value of the V3 signature header, of either provider
    :param params: the decoded form fields: a dict, or the form object of Flask, Django or Starlette
    """
    plivo = _plivo_v3_text(method, uri, nonce, params)
    vobiz = _vobiz_text(uri, nonce, ".")
    return _is_signed_by_either(plivo, vobiz, nonce, v3_signature, auth_token)


def validate_signature(uri, nonce, signature, auth_token=""):
    """Whether Plivo or Vobiz signed this URL with a V2 signature. Arguments are as for `validate_v3_signature`."""
    return _is_signed_by_either(_plivo_v2_text(uri, nonce), _vobiz_text(uri, nonce, ""), nonce, signature, auth_token)


def verify_request(method, url, headers, form=None, plivo_tokens=None, vobiz_tokens=None):
    """Whether Plivo or Vobiz signed this request, told by the headers it carries.

    A request with headers of both providers is refused, and so is one with a header twice. The newest version that
    is present decides; one that fails is never tried again as an older one. The main account's headers are accepted
    with any of the tokens given, so give a main token only where requests of its sub-accounts arrive.

    :param headers: a mapping of names to values, or a list of pairs; names in any case
    :param form: the decoded form fields, for Plivo V3
    :param plivo_tokens: a token or a list of tokens; None or empty refuses Plivo
    :param vobiz_tokens: the same for Vobiz
    """
    plivo = _read_headers(headers, PLIVO_HEADERS)
    vobiz = _read_headers(headers, VOBIZ_HEADERS)
    if (plivo is None) == (vobiz is None):
        return False
    version, own, main, nonce = plivo or vobiz
    if vobiz is not None:
        text = _vobiz_text(url, nonce, "." if version == "v3" else "")
        signed = [_is_signed(text, nonce, signature, vobiz_tokens) for signature in (own, main)]
    else:
        text = _plivo_v3_text(method, url, nonce, form) if version == "v3" else _plivo_v2_text(url, nonce)
        signed = [_is_signed(text, nonce, signature, plivo_tokens, True) for signature in (own, main)]
    return any(signed)


def _is_signed_by_either(plivo_text, vobiz_text, nonce, signature, auth_token):
    plivo_tokens, vobiz_tokens = auth_token, auth_token
    if isinstance(auth_token, dict):
        plivo_tokens, vobiz_tokens = auth_token.get("plivo"), auth_token.get("vobiz")
    by_plivo = _is_signed(plivo_text, nonce, signature, plivo_tokens, True)
    by_vobiz = _is_signed(vobiz_text, nonce, signature, vobiz_tokens)
    return by_plivo or by_vobiz


def _is_signed(text, nonce, signature, tokens, may_be_list=False):
    """Whether one of the tokens gives the signature. All are tried, so that the place of a match does not show."""
    received = _text(signature)
    if text is None or not _text(nonce) or not received:
        return False
    entries = [entry.strip(" \t") for entry in received.split(",")] if may_be_list else [received]
    matched = False
    for token in _tokens(tokens):
        digest = hmac.new(_utf8(token), _utf8(text), hashlib.sha256).digest()
        expected = base64.b64encode(digest)
        for entry in entries:
            matched = hmac.compare_digest(expected, _utf8(entry)) or matched
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


def _plivo_v2_text(url, nonce):
    parts = _split_url(url)
    return None if parts is None else _without_credentials(parts[0]) + _text(nonce)


def _plivo_v3_text(method, url, nonce, params):
    """What Plivo signs: the URL, its sorted query, the sorted form, then the nonce."""
    parts = _split_url(url)
    form = _form_pairs(params)
    method = method.upper() if isinstance(method, str) else ""
    if parts is None or form is None or method not in ("GET", "POST"):
        return None
    query = _query_pairs(parts[1])
    if method == "GET":
        query = query + [pair for pair in form if pair not in query]
        form = []
    text = "&".join(name + "=" + value for name, value in _sorted(query))
    if form:
        text = text + "." if text else text
        text = text + "".join(name + value for name, value in _sorted(form))
    asks = "?" if query or form else ""
    return _without_credentials(parts[0]) + asks + text + "." + _text(nonce)


def _split_url(url):
    """The URL before its query, and the query; None without scheme and host. Nothing is decoded or normalised."""
    text = str(url).strip()
    if not re.match(r"[A-Za-z][A-Za-z0-9+.-]*://[^/?#]", text):
        return None
    base, _, query = text.partition("#")[0].partition("?")
    return base, query


def _without_credentials(base):
    scheme, mark, rest = base.partition("://")
    host, slash, path = rest.partition("/")
    return scheme + mark + host.rpartition("@")[2] + slash + path


def _query_pairs(query):
    pairs = [pair.partition("=") for pair in query.split("&") if pair]
    return [(unquote_plus(name), unquote_plus(value)) for name, _, value in pairs]


def _form_pairs(form):
    """Names and values of a form, one pair per value; None when it holds anything but flat values."""
    pairs = []
    if form and not hasattr(form, "items"):
        return None
    for name, value in _form_items(form):
        for one in value if isinstance(value, (list, tuple)) else [value]:
            if isinstance(one, bool):
                one = str(one).lower()
            if not isinstance(name, str) or not isinstance(one, (str, int, float)):
                return None
            pairs.append((name, str(one)))
    return pairs


def _form_items(form):
    if not form:
        return []
    if hasattr(form, "lists"):  # Flask and Django: all values of a name together
        return form.lists()
    if hasattr(form, "multi_items"):  # Starlette and FastAPI: a pair for each value
        return form.multi_items()
    return form.items()


def _sorted(pairs):
    """By name, then value, each by UTF-16 code unit, as Plivo sorts."""
    return sorted(pairs, key=lambda pair: [part.encode("utf-16-be", "surrogatepass") for part in pair])


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
