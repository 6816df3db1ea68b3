import { readFileSync } from 'node:fs'

/** The version of all packages, for install commands. */
export function readVersion(): string {
  const manifest: { version: string } = JSON.parse(
    readFileSync(new URL('../../packages/cli/package.json', import.meta.url), 'utf8'),
  )
  return manifest.version
}
