import type { Row } from '../../compare/align.ts'
import type { Line } from '../../compare/to-lines.ts'
import { toClock } from '../clock.ts'
import { type Drawn, drawLine } from './draw-line.ts'
import { escapeText } from './escape-text.ts'
import { type Lanes, toGapMiddle, toLanes, toWidth } from './lanes.ts'

/** What is drawn: names of the one or two calls next to each other, and their rows. */
export interface Flow {
  readonly names: readonly string[]
  readonly rows: readonly Row[]
}

/**
 * Draws a call flow as a stack of SVG pictures that join without a seam: one for the heads, one for each webhook and what
 * follows from it. A page breaks between them and never inside one.
 */
export function drawFlow(flow: Flow): string {
  const blocks = toBlocks(flow.rows)
  const first: (string | undefined)[] = []
  return [
    drawHeads(flow),
    ...blocks.map((rows, index) => drawBlock(rows, { flow, shown: first, isLast: index === blocks.length - 1 })),
  ].join('\n')
}

/** A block begins where a webhook is sent. */
function toBlocks(rows: readonly Row[]): readonly (readonly Row[])[] {
  const blocks: Row[][] = []
  for (const row of rows) {
    const begins = row.left?.role === 'request' || row.right?.role === 'request'
    const last = blocks.at(-1)
    if (last === undefined || begins) blocks.push([row])
    else last.push(row)
  }
  return blocks
}

const sidesOf = ({ left, right }: Row, halves: number): readonly (Line | undefined)[] =>
  halves === 1 ? [left] : [left, right]

function drawHeads({ names }: Flow): string {
  const width = toWidth(names.length)
  const heads = names.map((name, index) => {
    const lanes = toLanes(index)
    const head = (x: number, text: string, kind: string): string =>
      `<g class="head ${kind}"><rect x="${x - 46}" y="14" width="92" height="30" rx="8"/><text x="${x}" y="34">${escapeText(text)}</text></g>`
    const tone = `side${index}`
    return [
      head(lanes.caller, 'Caller', ''),
      head(lanes.provider, name, tone),
      head(lanes.app - 14, 'Your app', ''),
      drawLifelines(lanes, 44, 60),
    ].join('')
  })
  return svg({ width, height: 60, title: `Who takes part: caller, ${names.join(' or ')}, your app` }, heads.join(''))
}

interface BlockOptions {
  readonly flow: Flow
  /** Times shown last in each half, so that each is shown once. */
  readonly shown: (string | undefined)[]
  readonly isLast: boolean
}

function drawBlock(rows: readonly Row[], { flow, shown, isLast }: BlockOptions): string {
  const halves = flow.names.length
  const width = toWidth(halves)
  const parts: string[] = []
  const bands: string[] = []
  let y = 4
  for (const row of rows) {
    const drawn = sidesOf(row, halves).map((line, index) => line && drawLine(line, toLanes(index)))
    const height = Math.max(24, ...drawn.map((one) => one?.height ?? 0))
    if (halves === 2 && !row.same) bands.push(drawBand(y, height, halves))
    parts.push(drawRow(row, { drawn, y, height, halves, shown }))
    y += height
  }
  const height = y + (isLast ? 16 : 4)
  const lifelines = flow.names.map((_, index) => drawLifelines(toLanes(index), 0, height)).join('')
  const [first] = rows
  const title = describeRow(first, flow)
  const desc = rows
    .slice(1)
    .map((row) => describeRow(row, flow))
    .join('; ')
  return svg({ width, height, title, desc }, bands.join('') + lifelines + parts.join(''))
}

interface RowOptions {
  readonly drawn: readonly (Drawn | undefined)[]
  readonly y: number
  readonly height: number
  readonly halves: number
  readonly shown: (string | undefined)[]
}

function drawRow(row: Row, { drawn, y, height, halves, shown }: RowOptions): string {
  const sides = drawn.map((one, index) => {
    const lanes = toLanes(index)
    const line = sidesOf(row, halves)[index]
    if (one === undefined || line === undefined)
      return `<text class="nothing" x="${lanes.provider}" y="${y + height / 2 + 4}">nothing here</text>`
    const time = toClock(line.at)
    const isNew = shown[index] !== time
    shown[index] = time
    const clock = isNew ? `<text class="time" x="${lanes.time}" y="${y + 13}">${time}</text>` : ''
    return clock + one.draw(y) + drawFacts(line, lanes, y)
  })
  return sides.join('')
}

/** What lies under a row that differs, with a sign in the gap. */
function drawBand(y: number, height: number, halves: number): string {
  const [x, middle] = [toGapMiddle(0), y + height / 2]
  return `<g class="differs"><rect x="0" y="${y}" width="${toWidth(halves)}" height="${height}" rx="6"/><circle cx="${x}" cy="${middle}" r="9"/><text x="${x}" y="${middle + 4}">≠</text></g>`
}

/** Short ids of the facts behind a line, where they are contradictions; the rest is in the tables below. */
function drawFacts({ because }: Line, { right }: Lanes, y: number): string {
  const ids = because.filter((id) => /^C\d+$/.test(id))
  return ids.length === 0 ? '' : `<text class="fact" x="${right}" y="${y + 13}">${escapeText(ids.join(' '))}</text>`
}

const drawLifelines = ({ caller, provider, app }: Lanes, top: number, bottom: number): string =>
  [caller, provider, app].map((x) => `<line class="life" x1="${x}" y1="${top}" x2="${x}" y2="${bottom}"/>`).join('')

function describeRow(row: Row | undefined, { names }: Flow): string {
  const [left = '', right = ''] = names
  if (row === undefined) return ''
  if (names.length === 1 || row.same)
    return `${toClock((row.left ?? row.right)?.at ?? 0)} ${(row.left ?? row.right)?.text}`
  return `${left}: ${row.left?.text ?? 'nothing'}. ${right}: ${row.right?.text ?? 'nothing'}`
}

interface Svg {
  readonly width: number
  readonly height: number
  readonly title: string
  readonly desc?: string
}

function svg({ width, height, title, desc }: Svg, inside: string): string {
  const described = desc ? `<desc>${escapeText(desc)}</desc>` : ''
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="${escapeText(title)}"><title>${escapeText(title)}</title>${described}${inside}</svg>`
}
