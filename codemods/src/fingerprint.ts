import { createHash } from 'node:crypto'
import type { Finding } from './touchpoint.ts'

/**
 * Gives each finding of one file a fingerprint of its code, its file and its line without blanks; equal ones are told
 * apart by their order. Code-scanning services recognise a finding by it after lines were added above.
 */
export function createFingerprints(): (finding: Finding, line: string) => string {
  const seen = new Map<string, number>()
  return ({ code, file }, line) => {
    const key = [code, file, line.replace(/\s+/g, '')].join('\n')
    const count = (seen.get(key) ?? 0) + 1
    seen.set(key, count)
    return createHash('sha256').update(`${key}\n${count}`).digest('hex').slice(0, 32)
  }
}
