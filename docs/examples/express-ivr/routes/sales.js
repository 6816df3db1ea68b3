'use strict';

const express = require('express');
const plivo = require('plivo');
const callLog = require('../lib/call-log');
const reply = require('../lib/reply');
const url = require('../lib/urls');

const router = express.Router();

// Who picked up, and when they hung up
router.post('/dial-events', function (req, res) {
  callLog.add(req.body, 'sales ' + req.body.DialAction);
  res.sendStatus(200);
});

router.post('/dial-done', function (req, res) {
  const status = req.body.DialStatus;
  callLog.add(req.body, 'dial ' + status);

  if (status === 'completed') {
    const response = plivo.Response();
    response.addSpeak('Thank you for calling Acme Bikes.');
    response.addHangup();
    return reply(res, response);
  }
  reply(res, `<Response>
    <Speak>Nobody can take your call right now.</Speak>
    <Redirect method="POST">${url('/voice/voicemail')}</Redirect>
  </Response>`);
});

module.exports = router;
