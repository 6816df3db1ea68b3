'use strict';

const crypto = require('crypto');

// What Plivo does for a POST to a URL without a query
module.exports = function sign(url, params, token) {
  const nonce = crypto.randomBytes(10).toString('hex');
  const text = url + '?' + Object.keys(params).sort().map(function (key) { return key + params[key]; }).join('');
  return {
    'X-Plivo-Signature-V3': crypto.createHmac('sha256', token).update(text + '.' + nonce).digest('base64'),
    'X-Plivo-Signature-V3-Nonce': nonce,
  };
};
