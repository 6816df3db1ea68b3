import { OWN_HEADER_PREFIX } from '@plivo-to-vobiz/mappings/callbacks'
import type { HeaderFields } from '@plivo-to-vobiz/signatures'
import { detectSender } from '../detect.ts'
import { readHeader } from '../header-value.ts'
import type { Incoming } from '../incoming.ts'
import type { InterceptOptions } from './options.ts'

/** Whether a request is guarded, or passes through untouched. */
export type IsGuarded = (incoming: Incoming) => boolean

/**
 * Prepares the choice. Guarded is what carries Vobiz's signature headers, what seems to be Vobiz's without them, and
 * whatever comes to `paths` without any signature. Plivo's own requests pass, unless `verifyPlivo` is set.
 */
export function createScope({ paths = [], verifyPlivo = false }: InterceptOptions): IsGuarded {
  const matchers = paths.map(toMatcher)
  return ({ headers, path }) => {
    const sender = detectSender(headers)
    if (sender !== undefined) return sender === 'vobiz' || verifyPlivo
    return seemsVobiz(headers) || matchers.some((matches) => matches(decodePath(path)))
  }
}

/** Express routes match whatever the case and the encoding of a path, so the guard must as well. */
function toMatcher(path: string | RegExp): (path: string) => boolean {
  if (typeof path !== 'string')
    return (candidate) => new RegExp(path.source, path.flags.replace(/[gy]/g, '')).test(candidate)
  const base = path.replace(/\/+$/, '').toLowerCase()
  return (candidate) => `${candidate.toLowerCase()}/`.startsWith(`${base}/`)
}

function decodePath(path: string): string {
  const bare = path.replace(/[?#].*$/s, '')
  try {
    return decodeURIComponent(bare)
  } catch {
    return bare
  }
}

const VOBIZ_PREFIX = OWN_HEADER_PREFIX.vobiz.toLowerCase()

/** A hint only, used to refuse more: never to let anything in. */
function seemsVobiz(headers: HeaderFields): boolean {
  if (/\bvobiz\b/i.test(readHeader(headers, 'user-agent') ?? '')) return true
  return Object.keys(headers).some((name) => isVobizHeader(name))
}

/** Whether a header is one of Vobiz's own, signature or not; by its lower-case name. */
export const isVobizHeader = (name: string): boolean => name.startsWith(VOBIZ_PREFIX)
