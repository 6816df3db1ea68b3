'use strict';

process.env.PLIVO_AUTH_TOKEN = 'test-token';
process.env.PUBLIC_URL = 'https://ivr.example.com';

const assert = require('assert');
const { after, before, test } = require('node:test');
const { createApp } = require('../app');
const sign = require('./sign');

let server;
let base;

before(function (t, done) {
  server = createApp().listen(0, '127.0.0.1', function () {
    base = 'http://127.0.0.1:' + server.address().port;
    done();
  });
});
after(function () {
  server.close();
});

async function post(path, params, headers) {
  const signed = sign(process.env.PUBLIC_URL + path, params, process.env.PLIVO_AUTH_TOKEN);
  const res = await fetch(base + path, {
    method: 'POST',
    headers: headers || signed,
    body: new URLSearchParams(params),
  });
  return { status: res.status, body: await res.text() };
}

const call = { CallUUID: 'c-1', From: '14155550122', To: '14155550100', Direction: 'inbound' };

test('plays the menu', async function () {
  const res = await post('/voice/answer', Object.assign({ Event: 'StartApp' }, call));
  assert.strictEqual(res.status, 200);
  assert.match(res.body, /<GetDigits action="https:\/\/ivr.example.com\/voice\/menu"/);
});

test('dials sales on 1', async function () {
  const res = await post('/voice/menu', Object.assign({ Digits: '1' }, call));
  assert.match(res.body, /<Dial .*<Number>\+14155550133<\/Number><\/Dial>/);
});

test('takes a message when nobody answers', async function () {
  const res = await post('/voice/dial-done', Object.assign({ DialStatus: 'no-answer' }, call));
  assert.match(res.body, /<Redirect method="POST">https:\/\/ivr.example.com\/voice\/voicemail</);
});

test('logs the end of a call', async function () {
  await post('/voice/hangup', Object.assign({ CallStatus: 'completed', Duration: '12' }, call));
  const calls = await (await fetch(base + '/admin/calls')).json();
  assert.strictEqual(calls[0].status, 'completed');
  assert.strictEqual(calls[0].seconds, 12);
});

test('refuses an unsigned request', async function () {
  const res = await post('/voice/answer', call, { 'X-Nothing': '1' });
  assert.strictEqual(res.status, 403);
});

test('refuses a changed body', async function () {
  const headers = sign(process.env.PUBLIC_URL + '/voice/answer', call, process.env.PLIVO_AUTH_TOKEN);
  const res = await post('/voice/answer', Object.assign({}, call, { To: '19005550199' }), headers);
  assert.strictEqual(res.status, 403);
});
