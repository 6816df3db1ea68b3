'use strict';

// In memory: good enough for the wallboard, gone after a restart
var calls = {};

function find(params) {
  var id = params.CallUUID;
  if (!calls[id]) {
    calls[id] = {
      id: id,
      from: params.From,
      to: params.To,
      direction: params.Direction,
      status: 'new',
      seconds: 0,
      steps: []
    };
  }
  return calls[id];
}

exports.add = function (params, step, changes) {
  var call = find(params);
  call.steps.push(step);
  Object.assign(call, changes);
};

// Adds up, so calling it twice for one call would bill the customer twice
exports.finish = function (params) {
  var call = find(params);
  call.steps.push('hangup');
  call.status = params.CallStatus;
  call.reason = params.HangupCause;
  call.seconds += Number(params.Duration || 0);
};

exports.list = function () {
  return Object.keys(calls).map(function (id) {
    return calls[id];
  });
};
