'use strict';

var config = require('./config');

// Plivo wants absolute URLs
module.exports = function url(path) {
  return config.publicUrl + path;
};
