import { cpSync, mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, dirname, join, relative, resolve } from 'node:path'
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

/** Which example is copied, and how. */
interface Copying {
  /** Express to run `express-ivr` with. */
  readonly express?: 4 | 5
  readonly name?: string
  /** Files and folders of the example that are left out. */
  readonly leftOut?: readonly string[]
}

/**
 * Copies an example into a temporary folder. Its packages are linked instead of installed: the copy runs the same
 * files without a download, and Node follows the links to where their own dependencies are.
 */
export function copyExample(
  cleanUp: CleanUp,
  { express = 5, name = 'express-ivr', leftOut = [] }: Copying = {},
): string {
  const example = join(ROOT, 'docs/examples', name)
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'plivo-to-vobiz-demo-')))
  cleanUp.add(() => rmSync(folder, { recursive: true, force: true }))
  const isLeftOut = (path: string): boolean =>
    ['node_modules', '.next'].includes(basename(path)) || leftOut.includes(relative(example, path))
  cpSync(example, folder, { recursive: true, filter: (source) => !isLeftOut(source) })
  const modules = join(folder, 'node_modules')
  mkdirSync(join(modules, '@plivo-to-vobiz'), { recursive: true })
  for (const own of listModules(join(example, 'node_modules')))
    if (own !== 'express' && !own.startsWith('@plivo-to-vobiz/'))
      link(join(example, 'node_modules', own), join(modules, own))
  link(EXPRESS[express], join(modules, 'express'))
  for (const name of OUR_PACKAGES) link(join(ROOT, 'packages', name), join(modules, '@plivo-to-vobiz', name))
  return folder
}

/** Names of what is installed, those of a scope with it. */
const listModules = (modules: string): readonly string[] =>
  readdirSync(modules)
    .filter((name) => !name.startsWith('.'))
    .flatMap((name) =>
      name.startsWith('@') ? readdirSync(join(modules, name)).map((own) => `${name}/${own}`) : [name],
    )

function link(from: string, to: string): void {
  mkdirSync(dirname(to), { recursive: true })
  symlinkSync(realpathSync(from), to, 'junction')
}
