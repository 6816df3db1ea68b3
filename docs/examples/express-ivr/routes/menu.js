'use strict';

var express = require('express');
var plivo = require('plivo');
var callLog = require('../lib/call-log');
var reply = require('../lib/reply');
var url = require('../lib/urls');
var connectToSales = require('../lib/connect-to-sales');

var router = express.Router();

router.post('/answer', function (req, res) {
  callLog.add(req.body, 'menu', { status: 'in-progress' });

  var response = plivo.Response();
  var digits = response.addGetDigits({
    action: url('/voice/menu'),
    method: 'POST',
    timeout: 7,
    numDigits: 1,
    retries: 2,
    validDigits: '123'
  });
  digits.addSpeak('Welcome to Acme Bikes. For sales, press 1. For opening hours, press 2. To leave a message, press 3.', {
    voice: 'WOMAN',
    language: 'en-US'
  });
  response.addSpeak('We did not hear from you. Goodbye.');
  reply(res, response);
});

router.post('/menu', function (req, res) {
  callLog.add(req.body, 'pressed ' + req.body.Digits);

  var response = plivo.Response();
  switch (req.body.Digits) {
    case '1':
      connectToSales(response);
      return reply(res, response);
    case '2':
      return reply(res, `<Response>
  <Speak>We are open Monday to Saturday, from 9 to 6.</Speak>
  <Redirect method="POST">${url('/voice/answer')}</Redirect>
</Response>`);
    case '3':
      response.addRedirect(url('/voice/voicemail'), { method: 'POST' });
      return reply(res, response);
    default:
      response.addRedirect(url('/voice/answer'), { method: 'POST' });
      return reply(res, response);
  }
});

module.exports = router;
