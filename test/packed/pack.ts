import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { getMembers, ROOT } from '../agreement/workspace.ts'

/** A folder outside the checkout in which every package is installed from its tarball. */
export interface Installed {
  readonly folder: string
  /** Tarball of each package, by package name. */
  readonly tarballs: Readonly<Record<string, string>>
}

/** Runs a command and gives its standard output; on failure the error's message holds both streams. */
export function run(command: string, args: readonly string[], cwd: string): string {
  const { status, stdout, stderr, error } = spawnSync(command, args, { cwd, encoding: 'utf8', env: cleanEnv() })
  if (error === undefined && status === 0) return stdout
  throw new Error(`${command} ${args.join(' ')} failed with ${error?.message ?? status}:\n${stdout}\n${stderr}`)
}

/** Packs every published package and installs the tarballs with npm, as a user would get them. */
export function packAndInstall(extra: Readonly<Record<string, string>> = {}): Installed {
  const folder = mkdtempSync(join(tmpdir(), 'plivo-to-vobiz-packed-'))
  const tarballs = Object.fromEntries(
    getMembers().map((member) => {
      const destination = join(folder, 'tarballs', member.name.replace(/\W+/g, '-'))
      mkdirSync(destination, { recursive: true })
      run('npx', ['--yes', 'pnpm@12', 'pack', '--pack-destination', destination], join(ROOT, member.folder))
      const [tarball] = readdirSync(destination)
      if (tarball === undefined) throw new Error(`Packing ${member.name} left no tarball in ${destination}.`)
      return [member.name, join(destination, tarball)]
    }),
  )
  const files = Object.fromEntries(Object.entries(tarballs).map(([name, file]) => [name, `file:${file}`]))
  writeFileSync(
    join(folder, 'package.json'),
    JSON.stringify({ private: true, dependencies: { ...files, ...extra }, overrides: files }, null, 2),
  )
  run('npm', ['install', '--no-audit', '--no-fund', '--loglevel=error'], folder)
  return { folder, tarballs }
}

/** The environment without what the test runner adds, so that a child behaves as on a user's machine. */
function cleanEnv(): NodeJS.ProcessEnv {
  const { NODE_OPTIONS: _options, VITEST: _vitest, NODE_ENV: _env, ...rest } = process.env
  return rest
}
