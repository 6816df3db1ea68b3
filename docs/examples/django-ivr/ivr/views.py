from django.conf import settings
from django.http import HttpResponse, JsonResponse
from django.urls import reverse
from plivo import plivoxml

from ivr import call_log
from ivr.plivo_auth import from_plivo


def reply(response):
    return HttpResponse(response.to_string(), content_type='application/xml')


@from_plivo
def answer(request):
    call_log.note(request.POST, 'answer')
    menu = plivoxml.GetDigitsElement(
        action=request.build_absolute_uri(reverse('menu')),
        method='POST',
        timeout=7,
        num_digits=1,
        retries=2,
        valid_digits='123',
    )
    menu.add_speak(
        'Welcome to the Lakeside Hotel. For the front desk, press 1. '
        'To join the meeting room, press 2. To leave a message, press 3.'
    )
    response = plivoxml.ResponseElement()
    response.add(menu)
    response.add_speak('We did not hear from you. Goodbye.')
    return reply(response)


@from_plivo
def menu(request):
    digits = request.POST.get('Digits')
    call_log.note(request.POST, 'pressed %s' % digits)
    response = plivoxml.ResponseElement()
    if digits == '1':
        response.add_speak('Please hold while we connect you.')
        dial = plivoxml.DialElement(
            action=request.build_absolute_uri(reverse('dialed')),
            method='POST',
            timeout=20,
            caller_id=settings.PLIVO_NUMBER,
        )
        dial.add_number(settings.DESK_NUMBER)
        response.add(dial)
    elif digits == '2':
        response.add_redirect(request.build_absolute_uri(reverse('conference')), method='POST')
    elif digits == '3':
        response.add_redirect(request.build_absolute_uri(reverse('voicemail')), method='POST')
    else:
        response.add_speak('Sorry, we do not know that key.')
        response.add_redirect(request.build_absolute_uri(reverse('answer')), method='POST')
    return reply(response)


@from_plivo
def dialed(request):
    status = request.POST.get('DialStatus')
    call_log.note(request.POST, 'dialed %s' % status)
    response = plivoxml.ResponseElement()
    if status == 'completed':
        response.add_speak('Thank you for calling.')
        response.add_hangup()
    else:
        response.add_speak('The front desk cannot take your call.')
        response.add_redirect(request.build_absolute_uri(reverse('voicemail')), method='POST')
    return reply(response)


@from_plivo
def conference(request):
    call_log.note(request.POST, 'conference')
    response = plivoxml.ResponseElement()
    response.add_speak('You are joining the meeting room.')
    response.add_conference(
        'lakeside-meeting',
        callback_url=request.build_absolute_uri(reverse('conference-events')),
        callback_method='POST',
        end_conference_on_exit=False,
    )
    return reply(response)


@from_plivo
def conference_events(request):
    call_log.note(request.POST, 'conference %s' % request.POST.get('ConferenceAction'))
    return HttpResponse()


@from_plivo
def voicemail(request):
    call_log.note(request.POST, 'voicemail')
    response = plivoxml.ResponseElement()
    response.add_speak('Please leave a message after the tone, then press the hash key.')
    response.add_record(
        action=request.build_absolute_uri(reverse('recorded')),
        method='POST',
        max_length=120,
        finish_on_key='#',
        play_beep=True,
    )
    return reply(response)


@from_plivo
def recorded(request):
    call_log.note(request.POST, 'recorded')['message'] = request.POST.get('RecordUrl')
    response = plivoxml.ResponseElement()
    response.add_speak('Thank you. We will call you back.')
    response.add_hangup()
    return reply(response)


@from_plivo
def ring(request):
    call_log.note(request.POST, 'ring')
    return HttpResponse()


@from_plivo
def hangup(request):
    call_log.finish(request.POST)
    return HttpResponse()


def calls(request):
    """Behind the VPN."""
    return JsonResponse(call_log.all_calls(), safe=False)
