import type { Comparison } from '../compare/compare-calls.ts'
import type { Difference } from '../compare/find-differences.ts'
import type { Line } from '../compare/to-lines.ts'
import { cut, wrapBehind } from './fit.ts'
import { type Paint, plain } from './paint.ts'
import type { TextOptions } from './transcript-text.ts'

/** Column heads of two flows. */
export interface SideBySideOptions extends TextOptions {
  readonly left?: string
  readonly right?: string
}

const ARROW = { request: '->', reply: '<-', refused: '<-', caller: '  ', problem: ' !' } as const

/** Two call flows in two columns; rows that differ are marked with `|` between them. */
export function renderSideBySide({ rows }: Comparison, options: SideBySideOptions = {}): string {
  const { left = 'Plivo', right = 'Vobiz', width = 110, paint = plain } = options
  const column = Math.floor((width - 3) / 2)
  const head = `${left.padEnd(column)}   ${right}`
  const lines = rows.map(({ left: one, right: other, same }) => {
    const middle = same ? '   ' : paint('problem', ' | ')
    return `${cell(one, column, paint)}${middle}${cell(other, column, paint)}`.trimEnd()
  })
  return `${[paint('heading', head), ...lines].join('\n')}\n`
}

/** What differed, grouped by what it is about. */
export function renderDifferences({ differences }: Comparison, options: SideBySideOptions = {}): string {
  const { left = 'Plivo', right = 'Vobiz', width = 110, paint = plain } = options
  if (differences.length === 0) return 'No difference.\n'
  const size = Math.max(left.length, right.length)
  const side = (name: string, text: string): readonly string[] => wrapBehind(`  ${name.padEnd(size)}  `, text, width)
  const lines = differences.flatMap((difference) => [
    paint('heading', [difference.about, difference.moment].filter(Boolean).join(' of ')),
    ...side(left, difference.left),
    ...side(right, difference.right),
    ...side('Why', toReason(difference)),
  ])
  return `${lines.join('\n')}\n`
}

/** Ids of the facts behind a difference, or a hint that there are none. */
export function toReason({ rows, explained }: Pick<Difference, 'rows' | 'explained'>): string {
  const known = rows.join(', ')
  if (explained) return known
  return `${known === '' ? '' : `${known}; `}not in the tables: the application itself, or something we do not know`
}

function cell(line: Line | undefined, width: number, paint: Paint): string {
  if (line === undefined) return ' '.repeat(width)
  return paint(line.role, cut(`${ARROW[line.role]} ${line.text}`, width).padEnd(width))
}
