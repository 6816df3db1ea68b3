import { expect, it } from 'vitest'
import { hideSecrets } from './hide-secrets.ts'

it.each([
  ['PLIVO_AUTH_TOKEN=abc123', 'PLIVO_AUTH_TOKEN=••••••'],
  ['export PLIVO_AUTH_TOKEN="x y"', 'export PLIVO_AUTH_TOKEN="•••"'],
  ["const authToken = 'dontTellAnyone1'", "const authToken = '•••••••••••••••'"],
  ['  "auth_id": "MAABCDEFGHIJKLMNOPQR",', '  "auth_id": "••••••••••••••••••••",'],
  ['PLIVO_AUTH_ID: MA1234567890ABCDEFGH # live', 'PLIVO_AUTH_ID: •••••••••••••••••••• # live'],
  [
    "new plivo.Client('MAXXXXXXXXXXXXXXXXXX', 'a1b2c3d4e5f6a7b8c9d0e1f2a3b4c5d6e7f8a9b0')",
    "new plivo.Client('••••••••••••••••••••', '••••••••••••••••••••••••••••••••••••••••')",
  ],
  ["client.calls.create('+14155550100', to)", "client.calls.create('+1415•••••••', to)"],
])('hides what %s gives away, at its width', (line, hidden) => {
  expect(hideSecrets(line)).toBe(hidden)
  expect(hideSecrets(line)).toHaveLength(line.length)
})

it.each([
  'const token = process.env.PLIVO_AUTH_TOKEN',
  `PLIVO_AUTH_TOKEN=\${PLIVO_AUTH_TOKEN}`,
  'PLIVO_AUTH_TOKEN=your_auth_token',
  'PLIVO_AUTH_TOKEN=',
  'authToken: string,',
  "const { validateV3Signature } = require('@plivo-to-vobiz/signatures/either')",
  "req.headers['x-plivo-signature-v3-nonce']",
])('leaves %s alone', (line) => {
  expect(hideSecrets(line)).toBe(line)
})
