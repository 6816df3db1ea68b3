import type { Report } from '../../report.ts'
import type { Action, Finding } from '../../touchpoint.ts'
import { type Markup, markup } from './markup.ts'

const ORDER: readonly Action[] = ['manual', 'review', 'auto']
const MOST_ROWS = 14
type Counts = Record<Action, number>

/** A table whose rows carry a bar: the picture and the figures are the same thing, for eyes and for screen readers. */
export function formatChart(
  title: string,
  findings: readonly Finding[],
  getName: (finding: Finding) => string,
): Markup {
  const rows = countBy(findings, getName)
  const most = Math.max(1, ...rows.map(([, counts]) => sum(counts)))
  return markup`<table><caption class="skip">${title}</caption>
<thead><tr><th scope="col">${title}</th><td class="bar"></td><th scope="col" class="n">person</th><th scope="col" class="n">review</th><th scope="col" class="n">rewritten</th></tr></thead>
<tbody>${rows.map(
    ([name, counts]) =>
      markup`<tr><th scope="row">${name}</th><td class="bar">${formatBar(
        ORDER.map((action) => ({ name: action, value: counts[action] })),
        most,
      )}</td>${ORDER.map((action) => markup`<td class="n">${counts[action]}</td>`)}</tr>\n`,
  )}</tbody></table>`
}

/** The lines that name Plivo, as one bar with its legend. */
export function formatLines({ lines, rewritten, person, nothing }: Report['mentions']): Markup {
  const parts = [
    { name: 'auto', value: rewritten, text: 'rewritten' },
    { name: 'manual', value: person, text: 'for a person' },
    { name: 'none', value: nothing, text: 'of no consequence' },
  ] as const
  return markup`<div class="lines">${formatBar(parts, Math.max(1, lines))}
<ul class="legend">${parts.map(({ name, value, text }) => markup`<li class="${name}">${value} ${text}</li>`)}</ul></div>`
}

interface Part {
  readonly name: string
  readonly value: number
}

function formatBar(parts: readonly Part[], whole: number): Markup {
  let at = 0
  const rects = parts.map(({ name, value }) => {
    const width = (value / whole) * 100
    const rect =
      value === 0 ? '' : markup`<rect class="${name}" x="${at.toFixed(2)}" width="${width.toFixed(2)}" height="10"/>`
    at += width
    return rect
  })
  return markup`<svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">${rects}</svg>`
}

function countBy(
  findings: readonly Finding[],
  getName: (finding: Finding) => string,
): readonly (readonly [string, Counts])[] {
  const counts = new Map<string, Counts>()
  for (const finding of findings) {
    const name = getName(finding)
    const known = counts.get(name) ?? { auto: 0, review: 0, manual: 0 }
    known[finding.action] += 1
    counts.set(name, known)
  }
  const sorted = [...counts].sort((a, b) => sum(b[1]) - sum(a[1]) || (a[0] < b[0] ? -1 : 1))
  if (sorted.length <= MOST_ROWS) return sorted
  const rest = sorted.slice(MOST_ROWS - 1)
  const others = rest.reduce<Counts>((total, [, one]) => add(total, one), { auto: 0, review: 0, manual: 0 })
  return [...sorted.slice(0, MOST_ROWS - 1), [`${rest.length} others`, others]]
}

const sum = ({ auto, review, manual }: Counts): number => auto + review + manual

const add = (a: Counts, b: Counts): Counts => ({
  auto: a.auto + b.auto,
  review: a.review + b.review,
  manual: a.manual + b.manual,
})
