import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { MENTION_REASONS } from './mention-reasons.ts'
import { toReport } from './report.ts'
import { plan } from './run.ts'
import type { Plan } from './touchpoint.ts'
import { CHECK, createTree } from './tree.fixture.ts'

/** Lines of code that name Plivo in ways of every kind, and some that do not. */
const LINES = [
  '// plivo is our carrier',
  'const carrier = "plivo"',
  "import { plivoRouter } from './routes/plivo'",
  "app.use('/plivo', plivoRouter)",
  'export const answer = (req, res) => res.send(new plivo.Response().toXML())',
  "log.info('Plivo answered', req.body)",
  'const id = process.env.PLIVO_AUTH_ID',
  "fetch('https://api.plivo.com/v1/Account/')",
  'const user = "sip:a@phone.plivo.com"',
  'const pattern = /plivo/i',
  "const docs = 'https://www.plivo.com/docs'",
  'class PlivoService { #plivo = 1; get plivo() { return this.#plivo } }',
  `const xml = \`<Response><GetDigits action="\${PLIVO_URL}/x"><Speak>Plivo</Speak></GetDigits></Response>\``,
  "client.calls.create('1', '2', 'https://x.example/plivo')",
  "plivo.validateV3Signature(req.method, url, req.get('X-Plivo-Signature-V3-Nonce'), token, req.get('X-Plivo-Signature-V3'), req.body)",
  "import unknown from 'plivo-unheard-of'",
  "import { validateV3Signature } from '@plivo-to-vobiz/signatures/either'",
  "const twilio = require('twilio')",
  'export const a = 1',
  '',
]

const sources = fc
  .array(fc.constantFrom(...LINES), { maxLength: 12 })
  .map((lines) => ["import plivo from 'plivo'", 'const client = new plivo.Client()', ...lines].join('\n'))

const key = ({ file, line }: { readonly file: string; readonly line: number }): string => `${file}:${line}`

/** Lines that findings of the given actions cover. */
function getCovered({ findings }: Plan, actions: readonly string[]): ReadonlySet<string> {
  const covered = findings.filter(({ action }) => actions.includes(action))
  return new Set(
    covered.flatMap(({ file, line, endLine }) =>
      Array.from({ length: endLine - line + 1 }, (_, index) => key({ file, line: line + index })),
    ),
  )
}

describe('accounting for every line that names Plivo', () => {
  it('adds up on random trees, and every verdict is borne out', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(sources, { minLength: 1, maxLength: 3 }), async (texts) => {
        const tree = createTree(Object.fromEntries(texts.map((text, index) => [`src/${index}.mjs`, text])))
        const planned = await plan({ paths: [tree.root] })
        fc.pre(planned.skipped.length === 0)
        const named = texts.flatMap((text, index) =>
          text.split('\n').flatMap((line, at) => (/plivo/i.test(line) ? [`src/${index}.mjs:${at + 1}`] : [])),
        )
        expect(planned.mentions.map(key).sort()).toEqual(named.sort())
        const { lines, rewritten, person, nothing, reasons } = toReport(planned).mentions
        expect([lines, Object.values(reasons).reduce((sum, count) => sum + count, 0)]).toEqual([named.length, nothing])
        expect(rewritten + person + nothing).toBe(lines)
        const [tasks, all] = [
          getCovered(planned, ['manual', 'review']),
          getCovered(planned, ['auto', 'manual', 'review']),
        ]
        for (const mention of planned.mentions) {
          if (mention.verdict === 'person') expect(tasks).toContain(key(mention))
          if (mention.verdict === 'nothing') expect(all).not.toContain(key(mention))
          expect(mention.reason === undefined).toBe(mention.verdict !== 'nothing')
        }
      }),
      { numRuns: 60 },
    )
  })

  it.each([
    ['// plivo', 'comment'],
    ['const a = 1 /* Plivo */', 'comment'],
    ['const plivoNumber = 1', 'name'],
    ["import x from './plivo.js'", 'local-module'],
    ["import x from 'src/modules/sms-plivo/a'", 'local-module'],
    ["import x from '@plivo-to-vobiz/signatures'", 'ours'],
    ["const a = 'see https://plivo.com/docs'", 'link'],
    ["const a = 'plivo'", 'label'],
    ["const a = '/plivo/answer'", 'path'],
    ["const a = 'Plivo answered'", 'text'],
    ['const a = <p>Plivo</p>', 'text'],
    ['const a = /plivo/', 'pattern'],
    ['const a = { PLIVO_NUMBER: 1 }', 'environment'],
  ])('says why %s needs nothing', async (text, reason) => {
    const tree = createTree({ 'a.jsx': text })
    const { mentions, findings } = await plan({ paths: [tree.root] })
    expect(mentions).toEqual([{ file: 'a.jsx', line: 1, verdict: 'nothing', reason }])
    expect(findings).toEqual([])
    expect(Object.keys(MENTION_REASONS)).toContain(reason)
  })

  it("takes Plivo's half of a client of both providers for what it is", async () => {
    const half = [
      "import plivo from 'plivo'",
      "import { Client, createSplitClient } from '@plivo-to-vobiz/rest-client'",
      'export const client = createSplitClient({',
      '  plivo: new plivo.Client(config.authId, config.authToken),',
      '  vobiz: new Client(process.env.VOBIZ_AUTH_ID, process.env.VOBIZ_AUTH_TOKEN),',
      '})',
    ]
    const tree = createTree({ 'a.js': half.join('\n') })
    const { findings } = await plan({ paths: [tree.root] })
    expect(findings.filter(({ code }) => code === 'mention')).toEqual([])
  })

  it('leaves what it cannot explain to a person', async () => {
    const tree = createTree({
      'a.ts': "import x from 'plivo-stream-sdk-node'\n",
      'b.py': 'import plivogateway\n',
    })
    const { findings } = await plan({ paths: [tree.root] })
    expect(findings.map(({ file, code, line }) => `${file}:${line} ${code}`)).toEqual([
      'a.ts:1 mention',
      'b.py:1 mentions',
    ])
  })

  it('counts a line that is rewritten as such', async () => {
    const tree = createTree({ 'a.js': CHECK })
    const { mentions } = await plan({ paths: [tree.root] })
    expect(mentions).toEqual([
      { file: 'a.js', line: 1, verdict: 'rewritten' },
      { file: 'a.js', line: 4, verdict: 'rewritten' },
    ])
  })

  it('is left out when only some transforms run', async () => {
    const tree = createTree({ 'a.js': CHECK })
    expect((await plan({ paths: [tree.root], only: ['js-signature'] })).mentions).toEqual([])
  })
})

it('knows our packages in a manifest', async () => {
  const tree = createTree({ 'package.json': '{ "dependencies": { "@plivo-to-vobiz/shim": "^0.1.0" } }\n' })
  const { findings, mentions } = await plan({ paths: [tree.root] })
  expect([findings, mentions]).toEqual([[], [{ file: 'package.json', line: 1, verdict: 'nothing', reason: 'ours' }]])
})
