'use strict';

const express = require('express');
const verifySignature = require('./lib/verify-signature');

function createApp() {
  const app = express();

  app.use(express.urlencoded({ extended: false }));
  app.use(express.json());

  app.get('/health', function (req, res) {
    res.send('ok');
  });

  // Everything below /voice is signed
  app.use('/voice', verifySignature);
  app.use('/voice', require('./routes/menu'));
  app.use('/voice', require('./routes/sales'));
  app.use('/voice', require('./routes/voicemail'));
  app.use('/voice', require('./routes/status'));

  app.use('/admin', require('./routes/admin'));

  return app;
}

module.exports = { createApp };
