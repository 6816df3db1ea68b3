import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach } from 'vitest'

/** A folder of files on disk for one test. */
export interface TestTree {
  readonly root: string
  readonly path: (file: string) => string
  readonly read: (file: string) => string
  readonly bytes: (file: string) => Buffer
  readonly write: (files: Readonly<Record<string, string | Uint8Array>>) => void
}

const made: string[] = []
afterEach(() => {
  for (const folder of made.splice(0)) rmSync(folder, { recursive: true, force: true })
})

/** Writes files into a new folder that goes away after the test. */
export function createTree(files: Readonly<Record<string, string | Uint8Array>> = {}): TestTree {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'plivo-to-vobiz-codemods-')))
  made.push(root)
  const path = (file: string): string => join(root, file)
  const write: TestTree['write'] = (more) => {
    for (const [file, content] of Object.entries(more)) {
      mkdirSync(dirname(path(file)), { recursive: true })
      writeFileSync(path(file), content)
    }
  }
  write(files)
  return {
    root,
    path,
    write,
    read: (file) => readFileSync(path(file), 'utf8'),
    bytes: (file) => readFileSync(path(file)),
  }
}

/** A file with one signature check. */
export const CHECK = `const plivo = require('plivo')

module.exports = (req) =>
  plivo.validateV3Signature(req.method, req.fullUrl, req.get('X-Plivo-Signature-V3-Nonce'), process.env.PLIVO_AUTH_TOKEN, req.get('X-Plivo-Signature-V3'), req.body)
`
