import { createRequire } from 'node:module'

/** Version of this package; all packages of the project carry the same one. */
export function getVersion(): string {
  const manifest: { version: string } = createRequire(import.meta.url)('@plivo-to-vobiz/codemods/package.json')
  return manifest.version
}
