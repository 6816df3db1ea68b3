import { describe, expect, it } from 'vitest'
import { findGuards } from './find-guards.ts'

const guardsOf = (files: Readonly<Record<string, string>>): readonly string[] =>
  findGuards({ files: Object.keys(files).sort(), read: (file) => files[file] }).guards.map(
    ({ file, name, line }) => `${file}:${line} ${name}`,
  )

const VERIFY = `const plivo = require('plivo')
function verify(req, res, next) {
  return plivo.validateV3Signature(req.method, req.url, req.get('x-plivo-signature-v3-nonce'), t, req.get('x-plivo-signature-v3')) ? next() : res.sendStatus(403)
}
module.exports = { verify, other: (req) => req.query.a }
`

describe('routes that are verified', () => {
  it('by a middleware of another file, alone, in a list, chained, and for all of a router', () => {
    const app = `const { verify, other } = require('./verify')
app.post('/answer', verify, answer)
app.post('/plain', other, answer)
app.get('/list', [parse, verify], answer)
router.route('/chained').all(other).post(verify, answer)
router.use(verify)
`
    expect(guardsOf({ 'verify.js': VERIFY, 'app.js': app })).toEqual([
      'app.js:2 POST /answer',
      'app.js:4 GET /list',
      'app.js:5 POST /chained',
      'app.js:6 USE *',
      'verify.js:2 verify',
    ])
  })

  it('by a check in the handler, by a controller that calls one, and through a barrel', () => {
    const files = {
      'lib/verify.ts':
        "import { validateV3Signature } from '@plivo-to-vobiz/signatures/either'\nexport const isGenuine = (req: any) => validateV3Signature(req.method, req.url, req.n, req.t, req.s)\n",
      'lib/index.ts': "export { isGenuine as check } from './verify.js'\n",
      'calls.ts':
        "import { check } from './lib/index.js'\nexport const answer = (req: any, res: any) => (check(req) ? res.send('x') : res.sendStatus(403))\nexport const other = () => 1\n",
      'app.ts':
        "import * as calls from './calls.js'\napp.post('/answer', calls.answer)\napp.post('/other', calls.other)\n",
    }
    expect(guardsOf(files)).toEqual(['app.ts:2 POST /answer', 'calls.ts:2 answer', 'lib/verify.ts:2 isGenuine'])
  })

  it('by a guard class, an injected service, and a check written by hand', () => {
    const files = {
      'guard.ts':
        "import { createHmac } from 'node:crypto'\nexport class PlivoGuard {\n  canActivate(c: any) { return createHmac('sha256', t).digest('base64') === c.headers['x-plivo-signature-v3'] }\n}\n",
      'calls.ts':
        "import { PlivoGuard } from './guard'\nexport class Calls {\n  constructor(private readonly guard: PlivoGuard) {}\n  @UseGuards(PlivoGuard)\n  answer() { return 'x' }\n  ring(c: any) { return this.guard.canActivate(c) }\n  open() { return 1 }\n}\n",
    }
    const found = guardsOf(files)
    expect(found).toContain('guard.ts:3 PlivoGuard.canActivate')
    expect(found).toContain('calls.ts:4 Calls.answer')
    expect(found.join()).not.toContain('Calls.open')
  })

  it('by the shim', () => {
    const text =
      "const { expressIntercept } = require('@plivo-to-vobiz/shim/express')\napp.use(expressIntercept({ plivo: {} }))\napp.post('/answer', answer)\n"
    expect(guardsOf({ 'app.js': text })).toEqual(['app.js:2 USE *'])
  })

  it('in Python: by a call, by a decorator of another file, by hand', () => {
    const files = {
      'auth.py':
        'import plivo\n\ndef verified(f):\n    def inner(*a):\n        if not plivo.utils.validate_v3_signature(m, u, n, t, s):\n            abort(403)\n        return f(*a)\n    return inner\n',
      'app.py':
        "from auth import verified\n\n@app.route('/answer', methods=['POST'])\n@verified\ndef answer():\n    return 'x'\n\n@app.route('/open')\ndef open_route():\n    return 'x'\n",
    }
    expect(guardsOf(files)).toEqual([
      'app.py:5 answer',
      'app.py:5 POST /answer'.replace('POST', 'ROUTE'),
      'auth.py:3 verified',
      'auth.py:4 inner',
    ])
  })
})

it('knows what is registered for every request', () => {
  const auth =
    'import plivo\n\ndef check():\n    if not plivo.utils.validate_v3_signature(m, u, n, t, s):\n        abort(403)\n'
  const found = guardsOf({
    'auth.py': auth,
    'voice.py':
      "from auth import check\n\nvoice.before_request(check)\n\n@voice.route('/open')\ndef open_route():\n    return 'x'\n",
    'api.py':
      "from auth import check\n\n@api.post('/answer')\nasync def answer(form = Depends(check)):\n    return 'x'\n",
    'verify.js': VERIFY,
    'server.js': "const { verify } = require('./verify')\nserver.addHook('preHandler', verify)\n",
  })
  expect(found).toEqual([
    'api.py:4 answer',
    'api.py:4 POST /answer',
    'auth.py:3 check',
    'server.js:2 HOOK preHandler',
    'verify.js:2 verify',
    'voice.py:3 BEFORE_REQUEST *',
  ])
})

it('sees nothing where nothing is checked', () => {
  expect(
    guardsOf({
      'a.js':
        "const s = req.get('x-plivo-signature-v3')\napp.post('/answer', (req, res) => res.send('plivo signature'))\n",
      'stripe.js': "const stripe = require('stripe')\napp.post('/pay', (req) => stripe.webhooks.validateEvent(req))\n",
    }),
  ).toEqual([])
})
