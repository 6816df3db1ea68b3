import type { CallProvider } from '../call.ts'
import { type Bar, type Figures, RANGES } from './figures.ts'
import { type Html, html } from './html.ts'
import { plural, toAgo, toClock, toCount, toDate } from './times.ts'

const NAMES: Readonly<Record<CallProvider, string>> = { plivo: 'Plivo', vobiz: 'Vobiz' }
const EACH = { minute: 'a minute', hour: 'an hour', day: 'a day' } as const
const HEIGHT = 64
const GAP = 0.18

/** Webhooks of both platforms over time: one strip each, on one scale. */
export function toChart(figures: Figures): Html {
  const { bars } = figures
  const most = Math.max(1, ...bars.flatMap(({ plivo, vobiz }) => [plivo, vobiz]))
  const [first, last] = [bars[0], bars.at(-1)]
  const middle = bars[Math.floor(bars.length / 2)]
  return html`${toStrip('plivo', figures, most)}${toStrip('vobiz', figures, most)}
<div class="axis" aria-hidden="true">${[first, middle, last].map((bar) => html`<span>${bar && toLabel(bar, figures)}</span>`)}</div>`
}

function toStrip(provider: CallProvider, figures: Figures, most: number): Html {
  const { bars, received, last, now } = figures
  const highest = bars.reduce(
    (held, bar) => (bar[provider] > held[provider] ? bar : held),
    bars[0] ?? { start: 0, plivo: 0, vobiz: 0 },
  )
  const count = received[provider]
  const summary =
    count === 0
      ? `${NAMES[provider]}: none`
      : `${NAMES[provider]}: ${toCount(count)}, most at ${toLabel(highest, figures)} with ${toCount(highest[provider])}`
  return html`<figure class="strip ${provider}">
<figcaption><b>${NAMES[provider]}</b> <span class="sum">${plural(count, 'webhook')}</span> <span class="quiet">${
    last[provider] === undefined ? 'none so far' : `last ${toAgo(last[provider], now)}`
  }</span>${count > 0 && html`<span class="quiet most">at most ${toCount(highest[provider])} ${EACH[RANGES[figures.range].period]}</span>`}</figcaption>
<svg viewBox="0 0 ${bars.length} ${HEIGHT}" preserveAspectRatio="none" role="img" aria-label="${summary}">${bars.map(
    (bar, index) => toBar({ bar, index, provider, most, figures }),
  )}</svg></figure>`
}

interface BarPlace {
  readonly bar: Bar
  readonly index: number
  readonly provider: CallProvider
  readonly most: number
  readonly figures: Figures
}

function toBar({ bar, index, provider, most, figures }: BarPlace): Html {
  const count = bar[provider]
  if (count === 0) return html``
  const height = Math.max(1.5, (count / most) * HEIGHT)
  return html`<rect x="${(index + GAP / 2).toFixed(2)}" y="${(HEIGHT - height).toFixed(2)}" width="${1 - GAP}" height="${height.toFixed(2)}"><title>${toLabel(bar, figures)}: ${toCount(count)}</title></rect>`
}

const toLabel = ({ start }: Bar, { range }: Figures): string =>
  RANGES[range].period === 'day' ? toDate(start) : toClock(start)

/** The same figures as a table, for whoever cannot see the chart. */
export function toChartTable(figures: Figures): Html {
  const shown = figures.bars.filter(({ plivo, vobiz }) => plivo + vobiz > 0)
  if (shown.length === 0) return html`<p class="none">No webhooks in this time.</p>`
  return html`<table><thead><tr><th scope="col">From (UTC)</th><th scope="col" class="n">Plivo</th><th scope="col" class="n">Vobiz</th></tr></thead><tbody>${shown.map(
    (bar) =>
      html`<tr><th scope="row">${toLabel(bar, figures)}</th><td class="n">${toCount(bar.plivo)}</td><td class="n">${toCount(bar.vobiz)}</td></tr>`,
  )}</tbody></table>`
}
