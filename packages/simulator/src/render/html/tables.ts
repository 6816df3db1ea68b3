import type { Fact } from '../../compare/find-fact.ts'
import { toPath } from '../../compare/to-lines.ts'
import { PROVIDER_NAME } from '../../provider.ts'
import type { ScenarioResult } from '../../scenario/run-scenario.ts'
import type { Exchange } from '../../transcript.ts'
import { toClock } from '../clock.ts'
import { toReason } from '../side-by-side.ts'
import type { Flow } from './draw-flow.ts'
import { escapeText } from './escape-text.ts'

/** What the two calls disagree on, and why. */
export function renderDifferenceTable({ comparison, calls }: ScenarioResult): string {
  if (comparison === undefined) return ''
  const [left = '', right = ''] = calls.map(({ transcript }) => PROVIDER_NAME[transcript.provider])
  const head = '<h2>Differences</h2>'
  if (comparison.differences.length === 0) return `${head}<p>No difference.</p>`
  const rows = comparison.differences.map((difference) => {
    const what = [difference.about, difference.moment].filter(Boolean).join(' of ')
    const reason = difference.explained
      ? difference.rows.map((id) => `<code>${escapeText(id)}</code>`).join(' ')
      : escapeText(toReason(difference))
    const heard = difference.about === 'caller' ? ' class="differs"' : ''
    return `<tr${heard}><th scope="row">${escapeText(what)}</th><td>${escapeText(difference.left)}</td><td>${escapeText(difference.right)}</td><td>${reason}</td></tr>`
  })
  const caption = 'Only what is marked can be noticed by a caller.'
  return `${head}<table><caption>${caption}</caption><thead><tr><th scope="col">What</th><th scope="col">${escapeText(left)}</th><th scope="col">${escapeText(right)}</th><th scope="col">Why</th></tr></thead><tbody>${rows.join('')}</tbody></table>`
}

/** The facts behind the differences, with the pages they come from. */
export function renderFacts(facts: readonly Fact[]): string {
  if (facts.length === 0) return ''
  const items = facts.map(
    ({ id, text, source }) =>
      `<dt><code>${escapeText(id)}</code></dt><dd>${escapeText(text)} <small>(${escapeText(source.join(', '))})</small></dd>`,
  )
  return `<h2>Facts behind them</h2><dl>${items.join('')}</dl>`
}

/** Bad requests and whether they were refused. */
export function renderProbes({ calls }: ScenarioResult): string {
  const probes = calls.flatMap((call) => call.probes)
  if (probes.length === 0) return ''
  const rows = probes.map(
    ({ provider, kind, refused, explanation }) =>
      `<tr${refused ? '' : ' class="differs"'}><th scope="row">${PROVIDER_NAME[provider]}</th><td>${escapeText(kind)}</td><td>${refused ? 'refused' : 'let in'}</td><td>${escapeText(explanation)}</td></tr>`,
  )
  return `<h2>Bad requests</h2><table><thead><tr><th scope="col">As</th><th scope="col">Kind</th><th scope="col">Outcome</th><th scope="col">What is wrong with it</th></tr></thead><tbody>${rows.join('')}</tbody></table>`
}

/** The picture in words, line by line. */
export function renderTextTable({ names, rows }: Flow): string {
  const body = rows.map(({ left, right, same }) => {
    const cells = (names.length === 1 ? [left] : [left, right]).map(
      (line) => `<td>${escapeText(line?.text ?? 'nothing')}</td>`,
    )
    const at = (left ?? right)?.at ?? 0
    return `<tr${same ? '' : ' class="differs"'}><th scope="row">${toClock(at)}</th>${cells.join('')}</tr>`
  })
  const heads = names.map((name) => `<th scope="col">${escapeText(name)}</th>`).join('')
  return `<h2>The same in words</h2><details><summary>Read the call flow as a table</summary><table><thead><tr><th scope="col">Time</th>${heads}</tr></thead><tbody>${body.join('')}</tbody></table></details>`
}

/** Longest reply printed, in characters. */
const LONGEST = 8000

/** Every reply in full. */
export function renderReplies({ calls }: ScenarioResult): string {
  const parts = calls.map(({ transcript }) => {
    const exchanges = transcript.entries.filter((entry): entry is Exchange => entry.kind === 'exchange')
    const items = exchanges.flatMap((exchange) => (exchange.reply?.body ? [renderReply(exchange)] : []))
    const name = PROVIDER_NAME[transcript.provider]
    return `<details><summary>Replies to ${name} (${items.length})</summary>${items.join('')}</details>`
  })
  return `<h2>Replies in full</h2>${parts.join('')}`
}

function renderReply({ at, request, reply }: Exchange): string {
  const body = reply?.body ?? ''
  const cut = body.length > LONGEST ? `${body.slice(0, LONGEST)}…` : body
  const head = `${toClock(at)} ${request.method} ${toPath(request.url)}`
  return `<section><p><code>${escapeText(head)}</code> ${reply?.status ?? ''}</p><pre>${escapeText(cut)}</pre></section>`
}
