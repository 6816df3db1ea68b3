import { join, sep } from 'node:path'
import type { Finding, Kind, Skipped } from './touchpoint.ts'

/** Kinds of which a task means that the SDK may still be needed. */
export const NEEDS_SDK = new Set<Kind>([
  'sdk-import',
  'sdk-client',
  'signature-validate',
  'xml-builder',
  'no-equivalent',
  'other',
])
/** And those of which one means that Plivo's credentials may be. */
export const NEEDS_CREDENTIALS = new Set<Kind>([...NEEDS_SDK, 'rest-sdk-call', 'rest-raw-http', 'signature-header'])

/** What of the code base a run looks at. */
export interface DoneScope {
  readonly root: string
  readonly paths: readonly string[]
}

/** Whether a package was looked at as a whole and has no task of some kinds. */
export function createDoneTest(
  { findings, skipped }: { readonly findings: readonly Finding[]; readonly skipped: readonly Skipped[] },
  { root, paths }: DoneScope,
  kinds: ReadonlySet<Kind>,
): (manifest: string) => boolean {
  const isOpen = ({ kind, action, code }: Finding): boolean =>
    action === 'manual' && kinds.has(kind) && code !== 'mentions'
  const open = [
    ...findings.filter(isOpen).map(({ file }) => file),
    ...skipped.filter(({ code }) => code === 'syntax' || code === 'transform-failed').map(({ file }) => file),
  ]
  return (manifest) => {
    const folder = manifest.slice(0, -'package.json'.length)
    const whole = paths.some((path) =>
      `${join(root, folder, '.')}${sep}`.startsWith(path.endsWith(sep) ? path : path + sep),
    )
    return whole && open.every((file) => !file.startsWith(folder) || file === manifest)
  }
}
