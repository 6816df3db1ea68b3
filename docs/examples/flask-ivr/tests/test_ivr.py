import unittest

import settings
from app import create_app
from tests.sign import sign

settings.PUBLIC_URL = 'https://ivr.example.com'
settings.PLIVO_AUTH_TOKEN = 'test-token'

CALL = {'CallUUID': 'c-1', 'From': '14155550122', 'To': '14155550100', 'Direction': 'inbound'}


class IvrTest(unittest.TestCase):
    def setUp(self):
        self.client = create_app().test_client()

    def post(self, path, headers=None, **extra):
        params = dict(CALL, **extra)
        if headers is None:
            headers = sign(settings.PUBLIC_URL + path, params, settings.PLIVO_AUTH_TOKEN)
        return self.client.post(path, data=params, headers=headers)

    def test_plays_the_menu(self):
        response = self.post('/voice/answer', Event='StartApp')
        self.assertEqual(response.status_code, 200)
        self.assertIn(b'<GetDigits action="https://ivr.example.com/voice/menu"', response.data)

    def test_dials_the_office(self):
        response = self.post('/voice/menu', Digits='1')
        self.assertIn(b'<Number>+14155550133</Number>', response.data)

    def test_takes_a_message_when_nobody_answers(self):
        response = self.post('/voice/dialed', DialStatus='no-answer')
        self.assertIn(b'<Redirect>https://ivr.example.com/voice/voicemail</Redirect>', response.data)

    def test_notes_the_end_of_a_call(self):
        self.post('/voice/hangup', CallStatus='completed', Duration='12')
        call = self.client.get('/admin/calls').get_json()[0]
        self.assertEqual((call['status'], call['seconds']), ('completed', 12))

    def test_refuses_an_unsigned_request(self):
        self.assertEqual(self.post('/voice/answer', headers={}).status_code, 403)

    def test_refuses_a_changed_body(self):
        headers = sign(settings.PUBLIC_URL + '/voice/menu', CALL, settings.PLIVO_AUTH_TOKEN)
        self.assertEqual(self.post('/voice/menu', headers=headers, Digits='9').status_code, 403)


if __name__ == '__main__':
    unittest.main()
