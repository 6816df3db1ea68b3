import type { Line } from '../../compare/to-lines.ts'
import type { StepAction } from '../../transcript.ts'
import { escapeText } from './escape-text.ts'
import { breakLabel } from './label.ts'
import type { Lanes } from './lanes.ts'

/** A drawn line: its height, and its shapes when its top is at some y. */
export interface Drawn {
  readonly height: number
  readonly draw: (top: number) => string
}

const LEADING = 15
const PADDING = 9

/** Actions that come from the caller. */
const SPOKEN: ReadonlySet<StepAction> = new Set(['presses', 'says'])
/** Actions that take a while and go both ways. */
const LASTING: ReadonlySet<StepAction> = new Set(['waits', 'talks', 'records', 'joins', 'streams', 'skips', 'ignores'])

/** Draws one line of a call flow between the lanes it belongs to. */
export function drawLine(line: Line, lanes: Lanes): Drawn {
  if (line.role === 'problem') return drawNote(line, lanes)
  if (line.role !== 'caller') return drawWebhook(line, lanes)
  const { action = 'hears' } = line
  if (action === 'asks') return drawArrow(line, { from: lanes.app, to: lanes.provider, kind: 'rest' })
  if (action === 'ends') return drawEnd(line, lanes)
  if (LASTING.has(action)) return drawBar(line, lanes)
  const [from, to] = SPOKEN.has(action) ? [lanes.caller, lanes.provider] : [lanes.provider, lanes.caller]
  return drawArrow(line, { from, to, kind: 'heard' })
}

interface Arrow {
  readonly from: number
  readonly to: number
  readonly kind: 'request' | 'reply' | 'refused' | 'heard' | 'rest'
}

function drawWebhook(line: Line, { provider, app }: Lanes): Drawn {
  if (line.role === 'request') return drawArrow(line, { from: provider, to: app, kind: 'request' })
  return drawArrow(line, { from: app, to: provider, kind: line.role === 'refused' ? 'refused' : 'reply' })
}

/** The sentence without the word that the lane already says. */
const toLabel = ({ text }: Line): string => text.replace(/^(?:caller|application|provider) /, '')

function drawArrow(line: Line, { from, to, kind }: Arrow): Drawn {
  const rows = breakLabel(toLabel(line), { width: Math.floor((Math.abs(to - from) - 16) / 7.1), lines: 5 })
  const middle = (from + to) / 2
  const height = rows.length * LEADING + PADDING + 8
  return {
    height,
    draw: (top) => {
      const y = top + rows.length * LEADING + 6
      const tip = to > from ? to - 5 : to + 5
      return `<g class="${kind}">${tooltip(line)}${drawText(rows, { x: middle, y: top + LEADING - 2 })}<line x1="${from}" y1="${y}" x2="${tip}" y2="${y}"/>${drawTip(to, y, to > from)}</g>`
    },
  }
}

const drawTip = (x: number, y: number, pointsRight: boolean): string => {
  const back = pointsRight ? x - 9 : x + 9
  return `<path class="tip" d="M${x} ${y} L${back} ${y - 4.5} L${back} ${y + 4.5} Z"/>`
}

function drawBar(line: Line, { caller, provider }: Lanes): Drawn {
  const rows = breakLabel(toLabel(line), { width: Math.floor((provider - caller - 20) / 6.8), lines: 4 })
  const inner = rows.length * LEADING + 7
  return {
    height: inner + 10,
    draw: (top) =>
      `<g class="bar">${tooltip(line)}<rect x="${caller - 6}" y="${top + 4}" width="${provider - caller + 12}" height="${inner}" rx="6"/>${drawText(rows, { x: (caller + provider) / 2, y: top + LEADING + 4 })}</g>`,
  }
}

function drawEnd(line: Line, { caller, provider }: Lanes): Drawn {
  const rows = breakLabel(line.text.replace(/^call ends: /, ''), {
    width: Math.floor((provider - caller - 40) / 6.5),
    lines: 3,
  })
  const inner = rows.length * LEADING + 7
  return {
    height: inner + 12,
    draw: (top) => {
      const y = top + 4 + inner / 2
      return `<g class="end">${tooltip(line)}<rect x="${caller - 6}" y="${top + 4}" width="${provider - caller + 12}" height="${inner}" rx="6"/><path class="cross" d="M${caller + 4} ${y - 4} l8 8 m0 -8 l-8 8"/>${drawText(rows, { x: (caller + provider) / 2 + 8, y: top + LEADING + 4 })}</g>`
    },
  }
}

function drawNote(line: Line, { provider, app }: Lanes): Drawn {
  const left = provider + 10
  const right = app + 26
  const rows = breakLabel(line.text, { width: Math.floor((right - left - 20) / 6.5), lines: 6 })
  const inner = rows.length * LEADING + 8
  return {
    height: inner + 10,
    draw: (top) =>
      `<g class="note">${tooltip(line)}<rect x="${left}" y="${top + 3}" width="${right - left}" height="${inner}" rx="4"/>${drawText(rows, { x: (left + right) / 2, y: top + LEADING + 4 })}</g>`,
  }
}

const tooltip = ({ text }: Line): string => `<title>${escapeText(text)}</title>`

function drawText(rows: readonly string[], { x, y }: { x: number; y: number }): string {
  const spans = rows.map((row, index) => `<tspan x="${x}" y="${y + index * LEADING}">${escapeText(row)}</tspan>`)
  return `<text>${spans.join('')}</text>`
}
