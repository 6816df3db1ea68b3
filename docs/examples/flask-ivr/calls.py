"""What happened to each call, and how to place one. In memory: gone after a restart."""
import plivo

import settings

_calls = {}


def note(params, step, **changes):
    call = _calls.setdefault(
        params.get('CallUUID'),
        {'from': params.get('From'), 'to': params.get('To'), 'steps': [], 'seconds': 0},
    )
    call['steps'].append(step)
    call.update(changes)
    return call


def finish(params):
    call = note(params, 'hangup', status=params.get('CallStatus'), reason=params.get('HangupCause'))
    call['seconds'] += int(params.get('Duration') or 0)


def all_calls():
    return [dict(call, id=uuid) for uuid, call in _calls.items()]


def call_back(number):
    """Rings the customer, then plays the menu."""
    client = plivo.RestClient(auth_id=settings.PLIVO_AUTH_ID, auth_token=settings.PLIVO_AUTH_TOKEN)
    return client.calls.create(
        from_=settings.OUR_NUMBER,
        to_=number,
        answer_url=settings.PUBLIC_URL + '/voice/answer',
        answer_method='POST',
        ring_url=settings.PUBLIC_URL + '/voice/ring',
        ring_method='POST',
        hangup_url=settings.PUBLIC_URL + '/voice/hangup',
        hangup_method='POST',
    )
