import type { FindingDetail } from '../../details.ts'
import { toDocsUrl } from '../../docs-url.ts'
import type { Excerpt } from '../../excerpt.ts'
import type { Hunk } from '../../hunks.ts'
import type { Action } from '../../touchpoint.ts'
import { type Markup, markup } from './markup.ts'

/** What the actions are called in the page. */
export const ACTION_NAMES: Readonly<Record<Action, string>> = {
  manual: 'for a person',
  review: 'to be reviewed',
  auto: 'rewritten',
}

/** One finding: what it says, its lines, and what the migration makes of them. */
export function formatFinding({ finding, excerpt, hunks }: FindingDetail, id: string): Markup {
  const { action, kind, line, column, code, message, docs } = finding
  return markup`<article id="${id}" data-action="${action}" data-kind="${kind}" class="${action}">
<div class="what"><span class="badge">${ACTION_NAMES[action]}</span><a class="place" href="#${id}">line ${line}, column ${column}</a><span>${kind}</span><a href="${toDocsUrl(docs)}">${code}</a></div>
<p class="message">${message}</p>
${excerpt === undefined ? '' : formatExcerpt(excerpt)}${hunks.length === 0 ? '' : formatHunks(hunks)}</article>
`
}

function formatExcerpt({ firstLine, lines, omitted }: Excerpt): Markup {
  const shown = lines.map(
    ({ before, marked, after }, index) =>
      markup`<span><i>${firstLine + index}</i>${before}${marked === '' ? '' : markup`<mark>${marked}</mark>`}${after}</span>`,
  )
  const rest = omitted === 0 ? '' : markup`<span><i>…</i>${omitted} more lines</span>`
  return markup`<pre aria-label="Code">${shown}${rest}</pre>`
}

function formatHunks(hunks: readonly Hunk[]): Markup {
  const lines = hunks
    .flatMap(({ lines }) => lines)
    .map((line) => {
      const tone = line.startsWith('+') ? 'add' : line.startsWith('-') ? 'del' : 'same'
      return markup`<span class="${tone}"><i>${line.charAt(0)}</i>${line.slice(1)}</span>`
    })
  return markup`<details><summary>What migrate makes of it</summary><pre aria-label="Change">${lines}</pre></details>`
}
