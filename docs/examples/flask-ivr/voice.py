"""The URLs Plivo calls."""
from flask import Blueprint, Response, request
from plivo import plivoxml

import calls
import settings
from plivo_auth import check_signature

voice = Blueprint('voice', __name__, url_prefix='/voice')
voice.before_request(check_signature)


def url(path):
    return settings.PUBLIC_URL + '/voice' + path


def reply(response):
    return Response(response.to_string(), mimetype='application/xml')


@voice.route('/answer', methods=['POST'])
def answer():
    calls.note(request.form, 'answer')
    menu = plivoxml.GetDigitsElement(
        action=url('/menu'), method='POST', num_digits=1, timeout=7, retries=2
    )
    menu.add(plivoxml.SpeakElement('Welcome to Hill Street Dental. Press 1 for the office, 2 to leave a message.'))
    response = plivoxml.ResponseElement()
    response.add(menu)
    response.add(plivoxml.SpeakElement('We did not get that.'))
    response.add(plivoxml.RedirectElement(url('/voicemail')))
    return reply(response)


@voice.route('/menu', methods=['POST'])
def menu():
    digits = request.form.get('Digits')
    calls.note(request.form, 'menu %s' % digits)
    response = plivoxml.ResponseElement()
    if digits == '1':
        response.add(plivoxml.SpeakElement('Please hold.'))
        dial = plivoxml.DialElement(
            action=url('/dialed'), method='POST', timeout=20, caller_id=settings.OUR_NUMBER
        )
        dial.add(plivoxml.NumberElement(settings.OFFICE_NUMBER))
        response.add(dial)
    elif digits == '2':
        response.add(plivoxml.RedirectElement(url('/voicemail')))
    else:
        response.add(plivoxml.SpeakElement('Sorry, that is not an option.'))
        response.add(plivoxml.RedirectElement(url('/answer')))
    return reply(response)


@voice.route('/dialed', methods=['POST'])
def dialed():
    calls.note(request.form, 'dialed', dial_status=request.form.get('DialStatus'))
    response = plivoxml.ResponseElement()
    if request.form.get('DialStatus') == 'completed':
        response.add(plivoxml.HangupElement())
    else:
        response.add(plivoxml.RedirectElement(url('/voicemail')))
    return reply(response)


@voice.route('/voicemail', methods=['POST'])
def voicemail():
    calls.note(request.form, 'voicemail')
    response = plivoxml.ResponseElement()
    response.add(plivoxml.SpeakElement('Please leave a message after the tone.'))
    response.add(
        plivoxml.RecordElement(
            action=url('/recorded'), method='POST', max_length=90, play_beep=True, finish_on_key='#'
        )
    )
    return reply(response)


@voice.route('/recorded', methods=['POST'])
def recorded():
    calls.note(request.form, 'recorded', message=request.form.get('RecordUrl'))
    response = plivoxml.ResponseElement()
    response.add(plivoxml.SpeakElement('Thank you. Goodbye.'))
    response.add(plivoxml.HangupElement())
    return reply(response)


@voice.route('/ring', methods=['POST'])
def ring():
    calls.note(request.form, 'ring')
    return 'ok'


@voice.route('/hangup', methods=['POST'])
def hangup():
    calls.finish(request.form)
    return 'ok'
