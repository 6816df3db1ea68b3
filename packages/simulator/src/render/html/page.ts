import { type Fact, findFact } from '../../compare/find-fact.ts'
import { toLines } from '../../compare/to-lines.ts'
import { PROVIDER_NAME } from '../../provider.ts'
import type { ScenarioResult } from '../../scenario/run-scenario.ts'
import { toVerdict } from '../verdict.ts'
import { drawFlow, type Flow } from './draw-flow.ts'
import { escapeText } from './escape-text.ts'
import { LEGEND } from './legend.ts'
import { STYLE } from './style.ts'
import { renderDifferenceTable, renderFacts, renderProbes, renderReplies, renderTextTable } from './tables.ts'

/**
 * A played scenario as one HTML page with nothing outside it: the call flow of both providers next to each other as a
 * picture, what differed and why, the same as text, and every reply in full. It holds no script, and its own policy
 * forbids any, so whatever the application answered stays text.
 */
export function renderHtml(result: ScenarioResult): string {
  const { scenario, ok } = result
  const flow = toFlow(result)
  const body = [
    `<h1>${escapeText(scenario.name)}</h1>`,
    `<p class="about">${escapeText(scenario.about)}</p>`,
    `<p class="verdict ${ok ? 'good' : 'bad'}" role="status">${escapeText(toVerdict(result))}</p>`,
    '<h2 id="flow">Call flow</h2>',
    LEGEND,
    `<figure aria-labelledby="flow">${drawFlow(flow)}</figure>`,
    renderDifferenceTable(result),
    renderFacts(toFacts(result)),
    renderProbes(result),
    renderTextTable(flow),
    renderReplies(result),
    '<footer>Played by plivo-to-vobiz simulate on a virtual clock. Times are minutes and seconds since the call was placed.</footer>',
  ]
  return [
    '<!doctype html>',
    '<html lang="en">',
    '<head>',
    '<meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>${escapeText(scenario.name)} – call flow</title>`,
    `<style>${STYLE}</style>`,
    '</head>',
    '<body>',
    `<main>${body.filter(Boolean).join('\n')}</main>`,
    '</body>',
    '</html>',
    '',
  ].join('\n')
}

/** The rows of a comparison, or those of the one call there is. */
function toFlow({ calls, comparison }: ScenarioResult): Flow {
  const names = calls.map(({ transcript }) => PROVIDER_NAME[transcript.provider])
  if (comparison !== undefined) return { names, rows: comparison.rows }
  const rows = calls.flatMap(({ transcript }) => toLines(transcript)).map((left) => ({ left, same: true }))
  return { names, rows }
}

const isHeader = (id: string): boolean => id.startsWith('header:')

function toFacts({ comparison, calls }: ScenarioResult): readonly Fact[] {
  const used = [
    ...(comparison?.differences.flatMap(({ rows }) => rows) ?? []),
    ...calls.flatMap(({ transcript }) => transcript.entries.flatMap(({ because }) => because)),
  ]
  // One header stands for all of them: each provider has a handful, and all say the same.
  const ids = [...new Set(used)].filter((id, index, all) => !isHeader(id) || all.findIndex(isHeader) === index)
  return ids.flatMap((id) => findFact(id) ?? [])
}
