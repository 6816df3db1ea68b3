'use strict';

const plivo = require('plivo');
const config = require('./config');
const url = require('./urls');

// Rings the customer first, then plays the menu
exports.callBack = function (number) {
  const client = new plivo.Client(config.authId, config.authToken);
  return client.calls.create(config.ourNumber, number, url('/voice/answer'), {
    answerMethod: 'POST',
    ringUrl: url('/voice/ring'),
    ringMethod: 'POST',
    hangupUrl: url('/voice/hangup'),
    hangupMethod: 'POST',
  });
};
