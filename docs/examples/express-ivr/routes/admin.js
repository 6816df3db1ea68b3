'use strict';

const express = require('express');
const callLog = require('../lib/call-log');
const phone = require('../lib/phone');

const router = express.Router();

router.get('/calls', function (req, res) {
  res.json(callLog.list());
});

router.post('/calls', async function (req, res) {
  try {
    const call = await phone.callBack(req.body.to);
    res.status(202).json({ id: call.requestUuid });
  } catch (err) {
    console.error('The call was refused: ' + err.message);
    res.status(502).json({ error: 'call not placed' });
  }
});

module.exports = router;
