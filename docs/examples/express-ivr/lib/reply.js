'use strict';

// Takes a response of the SDK or a string of XML
module.exports = function reply(res, xml) {
  res.set('Content-Type', 'application/xml');
  res.send(typeof xml === 'string' ? xml : xml.toXML());
};
