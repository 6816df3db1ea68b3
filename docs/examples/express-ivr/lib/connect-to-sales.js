'use strict';

var config = require('./config');
var url = require('./urls');

module.exports = function connectToSales(response) {
  response.addSpeak('Connecting you to sales.');
  var dial = response.addDial({
    action: url('/voice/dial-done'),
    method: 'POST',
    callbackUrl: url('/voice/dial-events'),
    callbackMethod: 'POST',
    callerId: config.ourNumber,
    timeout: 25
  });
  dial.addNumber(config.salesNumber);
};
