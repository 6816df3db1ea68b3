'use strict';

var config = require('./config');

// The platform wants absolute URLs
module.exports = function url(path) {
  return config.publicUrl + path;
};
