import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { createTestIo } from '../io.fixture.ts'
import { main } from '../main.ts'

const folder = mkdtempSync(join(tmpdir(), 'xml-'))
mkdirSync(join(folder, 'views'))
const MENU = '<Response>\n\t<GetDigits action="https://a.example/m" numDigits="1" retries="3"/>\n</Response>\n'
const GATHER =
  '<Response>\n\t<Gather action="https://a.example/m" numDigits="1" inputType="dtmf" executionTimeout="5" digitEndTimeout="2"/>\n</Response>\n'
writeFileSync(join(folder, 'views', 'menu.xml'), MENU)
writeFileSync(join(folder, 'views', 'end.xml'), '<Response><Hangup/></Response>')
writeFileSync(join(folder, 'broken.xml'), '<Response>\r\n  <Play>https://a.example/?a=1&b=2</Play>\r\n</Response>')
writeFileSync(join(folder, 'latin1.xml'), Buffer.from([0x3c, 0xe9, 0x2f, 0x3e]))

async function run(args: readonly string[], stdin = '') {
  const io = createTestIo({ cwd: folder, stdin: async () => Buffer.from(stdin) })
  const code = await main(['xml', ...args], io)
  return { code, out: io.out(), err: io.err() }
}

describe('xml', () => {
  it('translates standard input to standard output', async () => {
    const { code, out, err } = await run([], MENU)
    expect(code).toBe(0)
    expect(out).toBe(GATHER)
    expect(err).toContain('<stdin>:2:56 warning gather-retries-dropped')
  })

  it('shows the line of a finding with a caret under the place', async () => {
    const { err } = await run(['views/menu.xml'])
    const [place, line = '', caret = '', message] = err.split('\n')
    expect(place).toBe('views/menu.xml:2:56 warning gather-retries-dropped')
    expect(line.slice(caret.indexOf('^'))).toBe('retries="3"/>')
    expect(message).toContain('retries above 1 has no equivalent; it was left out.')
  })

  it('shows a window of a long line', async () => {
    const { err } = await run(['-'], `<Response>${'<Wait/>'.repeat(100)}<Say/>${'<Wait/>'.repeat(100)}</Response>`)
    const [, line = '', caret = ''] = err.split('\n')
    expect(line.length).toBeLessThanOrEqual(102)
    expect(line.slice(caret.indexOf('^'))).toMatch(/^<Say\/>/)
  })

  it('exits 1 with --check when something is lost, 0 otherwise', async () => {
    expect((await run(['--check', 'views/menu.xml'])).code).toBe(1)
    expect(await run(['--check', 'views/end.xml'])).toEqual({ code: 0, out: '<Response><Hangup/></Response>', err: '' })
    expect((await run(['--check', '-'], MENU.replace(' retries="3"', ''))).code).toBe(0)
  })

  it('translates what a glob matches, each under its name', async () => {
    const { code, out } = await run(['views/*.xml', 'views/end.xml'])
    expect(code).toBe(0)
    expect(out).toBe(`==> views/end.xml <==\n<Response><Hangup/></Response>==> views/menu.xml <==\n${GATHER}`)
  })

  it('prints one JSON object and nothing else', async () => {
    const { code, out, err } = await run(['--format', 'json', 'views/menu.xml', 'broken.xml'])
    const report = JSON.parse(out)
    expect(code).toBe(2)
    expect(err).toBe('')
    expect(report.version).toBe(1)
    expect(report.summary).toEqual({ documents: 2, refused: 1, error: 0, warning: 1, info: 3 })
    expect(report.documents[0]).toMatchObject({ file: 'views/menu.xml', xml: GATHER })
    expect(report.documents[1].error).toMatchObject({ code: 'bad-entity', line: 2, column: 31 })
  })

  it('passes the policies on', async () => {
    const { out } = await run(
      [
        '--gather-timeout',
        'whole-entry',
        '--record-finish-on-key',
        '1',
        '--base-url',
        'https://a.example/x',
        '--declaration',
      ],
      '<Response><GetDigits action="/m" numDigits="3"/><Record callbackUrl="https://a.example/r" timeout="5"/></Response>',
    )
    expect(out).toBe(
      '<?xml version="1.0" encoding="UTF-8"?><Response><Gather action="https://a.example/m" numDigits="3" inputType="dtmf" executionTimeout="9" digitEndTimeout="2"/><Record callbackUrl="https://a.example/r" timeout="5" finishOnKey="1"/></Response>',
    )
  })

  it('lints against one provider and prints no document', async () => {
    expect(await run(['--lint', 'plivo'], MENU)).toEqual({ code: 0, out: '', err: '' })
    const { code, err } = await run(['--lint', 'vobiz', '--check'], MENU)
    expect(code).toBe(1)
    expect(err).toContain('error unknown-element')
    expect(err).toContain('here it is Gather')
  })

  it('translates a part of a document', async () => {
    expect((await run(['--fragment'], '<Wait min_silence="9" silence="true" length="4"/> and more')).out).toBe(
      '<Wait minSilence="9" silence="true" length="4"/> and more',
    )
  })

  it.each([
    ['broken.xml', 'broken.xml:2:31 error bad-entity\n    <Play>https://a.example/?a=1&b=2</Play>\n'],
    ['latin1.xml', 'latin1.xml:1:1 error bad-encoding'],
    ['missing.xml', 'error: missing.xml cannot be read.'],
    ['none/*.xml', 'error: No file matches none/*.xml.'],
  ])('exits 2 for %s', async (file, expected) => {
    const { code, out, err } = await run([file])
    expect(code).toBe(2)
    expect(out).toBe('')
    expect(err).toContain(expected)
  })

  it('exits 2 for an unknown policy', async () => {
    expect((await run(['--gather-timeout', 'longer'], MENU)).code).toBe(2)
  })
})
