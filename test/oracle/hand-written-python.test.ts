import { execFileSync } from 'node:child_process'
import { createHmac } from 'node:crypto'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { planFile } from '../../codemods/src/plan-file.ts'
import { TRANSFORMS } from '../../codemods/src/transforms.ts'
import { ROOT } from '../agreement/workspace.ts'
import { readCases, toSource } from '../contract/fixtures.ts'
import { callPython, describePython, getPythonWith } from './python.ts'

/**
 * Checks written by hand in Python, each in an application of its own framework that the real interpreter runs: as it
 * was, rewritten for both providers, and rewritten for Vobiz alone.
 */
const SCHEMES: Readonly<Record<string, 'v2' | 'v3'>> = {
  'by-hand-flask-before-request': 'v2',
  'by-hand-decorator-and-parameters': 'v3',
  'by-hand-function-of-its-own': 'v3',
  'by-hand-class-with-rotated-signatures': 'v3',
  'by-hand-django-middleware': 'v3',
  'by-hand-fastapi-dependency': 'v2',
}
const VARIANTS = ['original', 'both', 'vobiz'] as const
const ADDRESS = 'https://ivr.example.com/voice/answer'
const FORM = { CallUUID: '7c6a5b1e-0000-4000-8000-000000000001', From: '14155550100', To: '14155550123' }
const TOKENS = { plivo: 'plivo-token-of-the-oracle', vobiz: 'vobiz-token-of-the-oracle' }
const NONCE = '12345678901234567890'
const hash = (token: string, text: string): string => createHmac('sha256', token).update(text).digest('base64')
const fields = Object.entries(FORM)
  .map(([key, value]) => key + value)
  .join('')

const signPlivo = (token = TOKENS.plivo): Record<string, string> => ({
  'X-Plivo-Signature-V2': hash(token, ADDRESS + NONCE),
  'X-Plivo-Signature-V2-Nonce': NONCE,
  'X-Plivo-Signature-V3': hash(token, `${ADDRESS}?${fields}.${NONCE}`),
  'X-Plivo-Signature-V3-Nonce': NONCE,
})
const signVobiz = (token = TOKENS.vobiz, address = ADDRESS): Record<string, string> => ({
  'X-Vobiz-Signature-V2': hash(token, address + NONCE),
  'X-Vobiz-Signature-V2-Nonce': NONCE,
  'X-Vobiz-Signature-V3': hash(token, `${address}.${NONCE}`),
  'X-Vobiz-Signature-V3-Nonce': NONCE,
})

interface Sent {
  readonly headers: Record<string, string>
  readonly form?: Record<string, string>
  /** Variants that have to accept it. */
  readonly accept: readonly string[]
  /** Variants that accept it where only V2 is checked, which leaves the body out. */
  readonly acceptV2?: readonly string[]
}

const REQUESTS: Readonly<Record<string, Sent>> = {
  'Plivo, genuine': { headers: signPlivo(), accept: ['original', 'both'] },
  'Plivo, body changed': {
    headers: signPlivo(),
    form: { ...FORM, From: '1' },
    accept: [],
    acceptV2: ['original', 'both'],
  },
  'Plivo, signed with another token': { headers: signPlivo('x'), accept: [] },
  'Plivo, another nonce': {
    headers: { ...signPlivo(), 'X-Plivo-Signature-V2-Nonce': '1', 'X-Plivo-Signature-V3-Nonce': '1' },
    accept: [],
  },
  'Plivo, cut': {
    headers: { ...signPlivo(), 'X-Plivo-Signature-V2': 'abc', 'X-Plivo-Signature-V3': 'abc' },
    accept: [],
  },
  'Vobiz, genuine': { headers: signVobiz(), accept: ['both', 'vobiz'] },
  'Vobiz, other address': { headers: signVobiz(TOKENS.vobiz, `${ADDRESS}/x`), accept: [] },
  'Vobiz, signed with another token': { headers: signVobiz('x'), accept: [] },
  // V2 is one scheme at both providers: this is what Plivo's own request would be under the other name.
  'Vobiz, signed with the token of Plivo': { headers: signVobiz(TOKENS.plivo), accept: [], acceptV2: ['both'] },
  'without a signature': { headers: {}, accept: [] },
}

const cases = readCases('python-signature')
const results: Record<string, Record<string, readonly string[]>> = {}
let root = ''
let python = ''

describePython('checks written by hand in Python', () => {
  beforeAll(async () => {
    python = await getPythonWith([join(ROOT, 'test/oracle/hand-written-python.txt')])
    root = mkdtempSync(join(tmpdir(), 'plivo-to-vobiz-hand-written-python-'))
    const requests = Object.fromEntries(
      Object.entries(REQUESTS).map(([label, { headers, form }]) => [
        label,
        { url: ADDRESS, headers, form: form ?? FORM },
      ]),
    )
    for (const variant of VARIANTS) {
      const programs = Object.keys(SCHEMES).map((name) => writeProgram(variant, name))
      const output = execFileSync(python, ['-B', join(ROOT, 'test/oracle/hand-written-driver.py'), ...programs], {
        input: JSON.stringify(requests),
        env: { PATH: process.env.PATH, PLIVO_AUTH_TOKEN: TOKENS.plivo, VOBIZ_AUTH_TOKEN: TOKENS.vobiz },
        encoding: 'utf8',
      })
      results[variant] = JSON.parse(output.trim().split('\n').at(-1) ?? '')
    }
  }, 300_000)
  afterAll(() => rmSync(root, { recursive: true, force: true }))

  /** Writes a program with the files it needs; the originals have no helper file. */
  function writeProgram(variant: (typeof VARIANTS)[number], name: string): string {
    const one = cases.find((known) => known.name === name)
    if (one === undefined) throw new Error(`There is no fixture ${name}.`)
    const folder = join(root, variant, name)
    mkdirSync(folder, { recursive: true })
    const path = join(folder, 'input.py')
    if (variant === 'original') writeFileSync(path, one.input)
    else {
      const { newText, files } = planFile({ ...toSource(one, one.input), path: 'input.py' }, TRANSFORMS, {
        target: variant,
      })
      expect(files.length).toBeGreaterThan(0)
      writeFileSync(path, newText)
      for (const file of files) writeFileSync(join(folder, file.path), file.text)
    }
    return path
  }

  it("are sent requests that are genuine to Plivo's own package", () => {
    const headers = signPlivo()
    const [v2, v3] = [headers['X-Plivo-Signature-V2'], headers['X-Plivo-Signature-V3']]
    const answers = callPython(
      python,
      [],
      [
        { call: 'plivo.utils:validate_signature', args: [ADDRESS, NONCE, v2, TOKENS.plivo] },
        { call: 'plivo.utils:validate_v3_signature', args: ['POST', ADDRESS, NONCE, TOKENS.plivo, v3, FORM] },
      ],
    )
    expect(answers).toEqual([{ result: true }, { result: true }])
  })

  describe.each(VARIANTS)('as they are: %s', (variant) => {
    it.each(Object.entries(SCHEMES))('%s', (name, scheme) => {
      const accepted = Object.entries(REQUESTS).flatMap(([label, { accept, acceptV2 = [] }]) =>
        [...accept, ...(scheme === 'v2' ? acceptV2 : [])].includes(variant) ? [label] : [],
      )
      expect(results[variant]?.[name]).toEqual(accepted)
    })
  })
})
