import { CUSTOM_HEADER_PREFIX } from '@plivo-to-vobiz/mappings'
import type { Range, Target } from '../../src/touchpoint.ts'
import type { Rewrite } from '../../src/transform.ts'

/** A place that reads callbacks in a way that would misbehave on Vobiz. */
export interface ParamSite {
  readonly range: Range
  readonly rewrite: (target: Target) => Rewrite
}

/** A place that stays as it is, with the reason and what to write instead. */
export function toKept(
  range: Range,
  { param, reason, todo }: { param: string; reason: string; todo: string },
): ParamSite {
  return { range, rewrite: () => ({ task: { code: 'event-param-kept', args: { param, reason, todo } } }) }
}

/** The prefix of custom parameters, in the case the author writes it. */
export const toVobizPrefix = (text: string): string =>
  text.replace(new RegExp(CUSTOM_HEADER_PREFIX.plivo, 'gi'), (found) =>
    found.replace(/p(?=h-$)/i, (letter) => (letter === 'P' ? 'V' : 'v')),
  )
