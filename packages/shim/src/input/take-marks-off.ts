import type { Accepted } from '../to-call.ts'
import { takeMarks, withoutMarks } from './mark-url.ts'

/** A request of Vobiz as it would be without marks, and those it had. */
export function takeMarksOff(accepted: Accepted): { readonly accepted: Accepted; readonly marks: readonly string[] } {
  const { provider, received, url } = accepted
  const taken = provider === 'vobiz' ? takeMarks(received.path) : undefined
  if (taken === undefined) return { accepted, marks: NONE }
  const { path, marks } = taken
  const fields = received.source === 'query' ? withoutMarks(received.fields) : received.fields
  const bareUrl = url.slice(0, url.length - received.path.length) + path
  return { accepted: { ...accepted, received: { ...received, path, fields }, url: bareUrl }, marks }
}

const NONE: readonly string[] = []
