'use strict';

const plivo = require('plivo');
const config = require('./config');

module.exports = function verifySignature(req, res, next) {
  const signature = req.headers['x-plivo-signature-v3'];
  const nonce = req.headers['x-plivo-signature-v3-nonce'];
  const url = config.publicUrl + req.originalUrl;

  if (!signature || !nonce) {
    return res.status(403).send('Missing signature');
  }

  const valid = plivo.validateV3Signature(req.method, url, nonce, config.authToken, signature, req.body);
  if (!valid) {
    return res.status(403).send('Invalid signature');
  }
  next();
};
