import { ERRORS } from '../errors.ts'
import { toChart, toChartTable } from './chart.ts'
import type { Figures, Refusal } from './figures.ts'
import { type Html, html } from './html.ts'
import { toReadiness } from './readiness.ts'
import { toAgo, toClock, toCount, toDuration, toTime } from './times.ts'

/** The parts of the page that change, by the id of the element they stand in. */
export const SECTIONS = {
  saved: toSaved,
  readiness: toReadiness,
  totals: toTotals,
  traffic: toChart,
  'traffic-table': toChartTable,
  plivo: toPlivo,
  refusals: toRefusals,
  repeats: toRepeats,
  handlers: toHandlers,
  unknown: toUnknown,
} as const satisfies Readonly<Record<string, (figures: Figures) => Html>>

/** The name of one. */
export type Section = keyof typeof SECTIONS

const NAMES: Readonly<Record<string, string>> = { plivo: 'Plivo', vobiz: 'Vobiz', nobody: 'Unknown' }
const nameOf = (provider: string): string => NAMES[provider] ?? provider
const REPEATED_BY: Readonly<Record<string, string>> = {
  nonce: 'the same request again',
  call: 'the same event of the same call',
}

function toSaved({ mode, since, now, complete }: Figures): Html {
  return html`${mode !== undefined && html`<span>Mode <b>${mode}</b></span>`}<span>Counting since ${toTime(since)}</span><span>As of <time datetime="${new Date(now).toISOString()}">${toClock(now)} UTC</time></span>${
    !complete &&
    html`<span class="warn">The store cannot be read: these are the figures of one process since its last save</span>`
  }`
}

function toTotals(figures: Figures): Html {
  const { received, refused, repeated, slow, failed, slowMs } = figures
  const tiles: readonly (readonly [string, number, string])[] = [
    ['From Plivo', received.plivo, 'webhooks'],
    ['From Vobiz', received.vobiz, 'webhooks'],
    ['Refused', refused, 'requests'],
    ['Repeated', repeated, 'from memory'],
    ['Failed', failed, 'handlers'],
    ['Slow', slow, `handlers over ${toDuration(slowMs)}`],
  ]
  return html`<dl class="tiles">${tiles.map(
    ([name, count, what]) => html`<div><dt>${name}</dt><dd><b>${toCount(count)}</b> <span>${what}</span></dd></div>`,
  )}</dl>`
}

function toPlivo({ plivoRoutes, plivoNumbers, now }: Figures): Html {
  if (plivoRoutes.length === 0) return none('Nothing has come from Plivo.')
  const toRow = ({ name, count, last }: (typeof plivoRoutes)[number]): readonly Html[] => [
    html`<code>${name}</code>`,
    html`${toCount(count)}`,
    html`${toAgo(last, now)}`,
  ]
  const numbers =
    plivoNumbers.length === 0
      ? html`<p class="none">No number is known: bodies are not read where the application checks Plivo's signatures itself.</p>`
      : table(['Numbers ending in', 'In all', 'Last'], plivoNumbers.map(toRow))
  return html`${table(['Route', 'In all', 'Last'], plivoRoutes.map(toRow))}${numbers}`
}

function toRefusals({ refusals }: Figures): Html {
  if (refusals.length === 0) return none('Nothing was refused in this time.')
  return table(
    ['Reason', 'From', 'Requests'],
    groupRefusals(refusals).map(({ code, from, count, dryRun }) => [
      html`<code>${code}</code>${dryRun && html` <span class="of">dry run, let through</span>`}${
        Object.hasOwn(ERRORS, code) && html`<small>${ERRORS[code as keyof typeof ERRORS].text}</small>`
      }`,
      html`${from}`,
      html`${toCount(count)}`,
    ]),
  )
}

/** A reason, and whom it concerned. */
interface RefusalGroup extends Pick<Refusal, 'code' | 'count' | 'dryRun'> {
  readonly from: string
}

function groupRefusals(refusals: readonly Refusal[]): readonly RefusalGroup[] {
  const firsts = refusals.filter((one, index) => refusals.findIndex((other) => isAlike(one, other)) === index)
  return firsts
    .map((first): RefusalGroup => {
      const those = refusals.filter((other) => isAlike(first, other))
      const from = those.map(({ provider, count }) =>
        those.length === 1 ? nameOf(provider) : `${nameOf(provider)} ${toCount(count)}`,
      )
      return { ...first, from: from.join(', '), count: those.reduce((all, { count }) => all + count, 0) }
    })
    .toSorted((one, other) => other.count - one.count)
}

const isAlike = (one: Refusal, other: Refusal): boolean => one.code === other.code && one.dryRun === other.dryRun

function toRepeats({ repeats }: Figures): Html {
  if (repeats.length === 0) return none('Nothing came twice in this time.')
  return table(
    ['From', 'What came again', 'Times'],
    repeats.map(({ provider, by, count }) => [
      html`${nameOf(provider)}`,
      html`${REPEATED_BY[by] ?? by}`,
      html`${toCount(count)}`,
    ]),
  )
}

function toHandlers({ handlers }: Figures): Html {
  if (handlers.length === 0) return none('No handler has run in this time.')
  return table(
    ['Handler', 'Runs', 'Average', 'Slowest', 'Slow', 'Failed'],
    handlers.map(({ event, provider, handled, averageMs, slowestMs, slow, failed }) => [
      html`<code>${event}</code> <span class="of">${nameOf(provider)}</span>`,
      html`${toCount(handled)}`,
      html`${toDuration(averageMs)}`,
      html`${toDuration(slowestMs)}`,
      mark(slow, 'note'),
      mark(failed, 'warn'),
    ]),
  )
}

function toUnknown({ unknown }: Figures): Html {
  if (unknown.length === 0) return none('Every parameter so far is known.')
  return table(
    ['Parameter', 'From', 'First seen'],
    unknown.map(({ name, provider, event, first }) => [
      html`<code>${name}</code>`,
      html`${nameOf(provider)}, ${event}`,
      toTime(first),
    ]),
  )
}

const none = (text: string): Html => html`<p class="none">${text}</p>`
const mark = (count: number, kind: 'note' | 'warn'): Html =>
  count === 0 ? html`0` : html`<b class="${kind}">${toCount(count)}</b>`
const NUMERIC: ReadonlySet<string> = new Set([
  'In all',
  'Requests',
  'Times',
  'Runs',
  'Average',
  'Slowest',
  'Slow',
  'Failed',
])

function table(heads: readonly string[], rows: readonly (readonly Html[])[]): Html {
  const classOf = (index: number): string => (NUMERIC.has(heads[index] ?? '') ? 'n' : '')
  return html`<table><thead><tr>${heads.map(
    (head, index) => html`<th scope="col" class="${classOf(index)}">${head}</th>`,
  )}</tr></thead><tbody>${rows.map(
    (cells) =>
      html`<tr>${cells.map((cell, index) =>
        index === 0
          ? html`<th scope="row">${cell}</th>`
          : html`<td class="${classOf(index)}" data-head="${heads[index]}">${cell}</td>`,
      )}</tr>`,
  )}</tbody></table>`
}
