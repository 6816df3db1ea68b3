import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Start } from '../demo/start-app.ts'

const SERVER = `'use strict';
const express = require('express');
const { expressIntercept } = require('@plivo-to-vobiz/shim/express');
const { createApp } = require('./app');

const app = express();
app.use(expressIntercept({
  plivo: { authToken: process.env.PLIVO_AUTH_TOKEN },
  vobiz: { authToken: process.env.VOBIZ_AUTH_TOKEN },
  publicUrl: process.env.PUBLIC_URL,
  paths: ['/voice'],
  routes: { answer: '/voice/answer', ring: '/voice/ring', hangup: '/voice/hangup' },
}));
app.use(createApp());
const server = app.listen(process.env.PORT, process.env.HOST, () => {
  console.log('listening on port ' + server.address().port);
});
`

/** A server that puts the shim in front of the copied example and changes nothing inside it. */
export function putShimInFront(folder: string): Start {
  writeFileSync(join(folder, 'shim-in-front.js'), SERVER)
  return { folder, entry: 'shim-in-front.js' }
}
