'use strict';

const express = require('express');
const plivo = require('plivo');
const callLog = require('../lib/call-log');
const reply = require('../lib/reply');
const url = require('../lib/urls');

const router = express.Router();

router.post('/voicemail', function (req, res) {
  callLog.add(req.body, 'voicemail');

  const response = plivo.Response();
  response.addSpeak('Please leave a message after the beep, then press the hash key.');
  response.addRecord({
    action: url('/voice/voicemail/done'),
    method: 'POST',
    callbackUrl: url('/voice/voicemail/ready'),
    callbackMethod: 'POST',
    maxLength: 120,
    finishOnKey: '#',
    playBeep: true,
  });
  reply(res, response);
});

router.post('/voicemail/done', function (req, res) {
  const { RecordUrl, RecordingDuration } = req.body;
  callLog.add(req.body, 'message of ' + RecordingDuration + ' s', { message: RecordUrl });

  const response = plivo.Response();
  response.addSpeak('Thank you. We will call you back.');
  response.addHangup();
  reply(res, response);
});

// The file can be fetched from now on
router.post('/voicemail/ready', function (req, res) {
  callLog.add(req.body, 'message ready', { message: req.body.RecordUrl });
  res.sendStatus(200);
});

module.exports = router;
