import type { ProbeResult } from '../probe.ts'
import { PROVIDER_NAME } from '../provider.ts'
import { type Paint, plain } from './paint.ts'

/** A bad request on one line: what it was, whether it was refused, and with which status. */
export function renderProbe(
  { kind, provider, explanation, exchanges, refused }: ProbeResult,
  paint: Paint = plain,
): string {
  const statuses = exchanges.map(({ reply }) => reply?.status ?? 'no answer').join(', then ')
  const verdict = refused ? paint('reply', 'refused') : paint('refused', 'LET IN ')
  return `  ${PROVIDER_NAME[provider]}  ${kind.padEnd(13)} ${verdict}  ${statuses.padEnd(14)} ${paint('faint', explanation)}\n`
}
