'use strict';

var createApp = require('./app').createApp;

var port = process.env.PORT || 3000;
var host = process.env.HOST || '0.0.0.0';

var server = createApp().listen(port, host, function () {
  console.log('Acme Bikes IVR listening on port ' + server.address().port);
});
