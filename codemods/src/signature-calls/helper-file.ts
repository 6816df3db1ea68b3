import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import type { Target } from '../touchpoint.ts'

/** Text every version of every helper file holds. */
export const HELPER_MARK = 'Written by plivo-to-vobiz.'

const texts = new Map<string, string>()

/**
 * A verifier file of the package, for both providers or for Vobiz alone. They are data: they stand beside the sources,
 * also when the code runs from the build.
 */
export function readVerifier(
  language: 'csharp' | 'go' | 'java' | 'php' | 'ruby',
  name: string,
  target: Target,
): string {
  const manifest = createRequire(import.meta.url).resolve('@plivo-to-vobiz/codemods/package.json')
  const folder = join(dirname(manifest), 'verifiers', language, ...(target === 'vobiz' ? ['vobiz'] : []))
  const path = join(folder, name)
  const text = texts.get(path) ?? readFileSync(path, 'utf8')
  texts.set(path, text)
  return text
}
