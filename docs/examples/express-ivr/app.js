'use strict';

const express = require('express');
const verifyPlivo = require('./lib/verify-plivo');

function createApp() {
  const app = express();

  app.use(express.urlencoded({ extended: false }));
  app.use(express.json());

  app.get('/health', function (req, res) {
    res.send('ok');
  });

  // Everything Plivo calls is signed
  app.use('/voice', verifyPlivo);
  app.use('/voice', require('./routes/menu'));
  app.use('/voice', require('./routes/sales'));
  app.use('/voice', require('./routes/voicemail'));
  app.use('/voice', require('./routes/status'));

  app.use('/admin', require('./routes/admin'));

  return app;
}

module.exports = { createApp };
