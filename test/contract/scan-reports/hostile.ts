import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

/** Text that does something in a page when it is not escaped. */
export const MARKUP = '"><img src=x onerror="window.hacked=1"><script>window.hacked=1</script>'

const SAFE_NAME = `apps/a"><img src=x onerror=hacked=1> #1?.js`

const CHECK = `const plivo = require('plivo') // ${MARKUP}
const note = '${MARKUP.replaceAll("'", '')}' // \u202e reversed \u2066
module.exports = (req) =>
  plivo.validateV3Signature(req.method, req.fullUrl, req.get('X-Plivo-Signature-V3-Nonce'), '4f1dd3c9b7e86a52c0b4f1dd3c9b7e86a52c0bff', req.get('X-Plivo-Signature-V3'), req.body)
`

/** A code base whose file names and lines try to break out of a report. */
export function createHostileTree(): string {
  const files: Record<string, string> = {
    [SAFE_NAME]: CHECK,
    'apps/`tick` @here |x|.js': CHECK,
    'apps/broken <b>.js': 'const plivo = require(',
    'apps/.env': 'PLIVO_AUTH_ID=MA1234567890ABCDEFGH\nPLIVO_AUTH_TOKEN=very-secret-value\n',
    'lib/xml.js': 'exports.xml = `<Response><GetDigits retries="2"><Speak>plivo</Speak></GetDigits></Response>`\n',
  }
  return writeTree(files)
}

/** A code base with this many places that touch Plivo. */
export function createLargeTree(findings: number): string {
  const line = (index: number): string => `client${index}.set(process.env.PLIVO_AUTH_ID)\n`
  const perFile = 20
  const files: Record<string, string> = {}
  for (let file = 0; file < findings / perFile; file += 1)
    files[`services/s${file % 12}/src/call-${file}.js`] = Array.from({ length: perFile }, (_, at) => line(at)).join('')
  return writeTree(files)
}

function writeTree(files: Readonly<Record<string, string>>): string {
  const root = mkdtempSync(join(tmpdir(), 'plivo-to-vobiz-report-'))
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, name)), { recursive: true })
    writeFileSync(join(root, name), text)
  }
  return root
}
