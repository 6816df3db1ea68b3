/** Code of the kind people have, to begin with. */
export const CODE_EXAMPLES = [
  {
    name: 'Signature check',
    path: 'verify.js',
    text: `const plivo = require('plivo');

module.exports = function verifyPlivo(req, res, next) {
  const signature = req.headers['x-plivo-signature-v3'];
  const nonce = req.headers['x-plivo-signature-v3-nonce'];
  const url = process.env.PUBLIC_URL + req.originalUrl;
  if (!plivo.validateV3Signature(req.method, url, nonce, process.env.PLIVO_AUTH_TOKEN, signature, req.body)) {
    return res.status(403).send('bad signature');
  }
  next();
};
`,
  },
  {
    name: 'Replies',
    path: 'menu.ts',
    text: `import express from 'express'

export const menu = express.Router()

menu.post('/menu', (req, res) => {
  res.type('text/xml').send(\`<Response>
  <GetDigits action="\${process.env.PUBLIC_URL}/chosen" numDigits="1" timeout="7" retries="2">
    <Speak>Press 1 for sales.</Speak>
  </GetDigits>
</Response>\`)
})
`,
  },
  {
    name: 'Outbound call',
    path: 'call.ts',
    text: `import * as plivo from 'plivo'

const client = new plivo.Client(process.env.PLIVO_AUTH_ID, process.env.PLIVO_AUTH_TOKEN)

export function remind(to: string) {
  return client.calls.create('14155550100', to, 'https://ivr.example.com/remind', { ringUrl: 'https://ivr.example.com/ring' })
}
`,
  },
] as const
