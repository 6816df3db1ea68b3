import { cpSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { CleanUp } from './clean-up.ts'

/** Root of the checkout. */
export const ROOT: string = resolve(dirname(fileURLToPath(import.meta.url)), '../../..')

const EXAMPLE = join(ROOT, 'docs/examples/express-ivr')

/** Express to run the copy with; the example itself asks for 5. */
const EXPRESS = {
  4: join(ROOT, 'test/node_modules/express4'),
  5: join(EXAMPLE, 'node_modules/express'),
} as const

/** What migrated code may import. */
const OUR_PACKAGES = ['mappings', 'rest-client', 'shim', 'signatures', 'voice-xml']

/**
 * Copies the example into a temporary folder. Its packages are linked instead of installed: the copy runs the same
 * files without a download, and Node follows the links to where their own dependencies are.
 */
export function copyExample(
  cleanUp: CleanUp,
  { express = 5, name = 'express-ivr' }: { express?: 4 | 5; name?: string } = {},
): string {
  const example = join(ROOT, 'docs/examples', name)
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'plivo-to-vobiz-demo-')))
  cleanUp.add(() => rmSync(folder, { recursive: true, force: true }))
  cpSync(example, folder, { recursive: true, filter: (source) => basename(source) !== 'node_modules' })
  const modules = join(folder, 'node_modules')
  mkdirSync(join(modules, '@plivo-to-vobiz'), { recursive: true })
  link(EXPRESS[express], join(modules, 'express'))
  link(join(EXAMPLE, 'node_modules/plivo'), join(modules, 'plivo'))
  for (const name of OUR_PACKAGES) link(join(ROOT, 'packages', name), join(modules, '@plivo-to-vobiz', name))
  return folder
}

const link = (from: string, to: string): void => symlinkSync(realpathSync(from), to, 'junction')
