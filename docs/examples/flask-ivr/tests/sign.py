import base64
import hashlib
import hmac
import secrets


def sign(url, params, token):
    """What Plivo does for a POST to a URL without a query."""
    nonce = str(secrets.randbelow(10 ** 20))
    text = url + '?' + ''.join(key + params[key] for key in sorted(params)) + '.' + nonce
    digest = hmac.new(token.encode(), text.encode(), hashlib.sha256).digest()
    return {
        'X-Plivo-Signature-V3': base64.b64encode(digest).decode(),
        'X-Plivo-Signature-V3-Nonce': nonce,
    }
