'use strict';

var express = require('express');
var callLog = require('../lib/call-log');

var router = express.Router();

router.post('/ring', function (req, res) {
  callLog.add(req.body, 'ringing', { status: 'ringing' });
  res.sendStatus(200);
});

router.post('/hangup', function (req, res) {
  callLog.finish(req.body);
  res.sendStatus(200);
});

module.exports = router;
