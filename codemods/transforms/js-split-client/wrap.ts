import type { Maker } from '../../src/javascript/clients.ts'
import { toVobizCredentials } from '../../src/javascript/credentials.ts'
import { SPLIT } from '../../src/javascript/rest-client.ts'
import { getRange, getText, type Tree } from '../../src/javascript/tree.ts'
import { getLineEnding } from '../../src/positions.ts'
import type { Note } from '../../src/touchpoint.ts'

const MAX_WIDTH = 100

/** What stands in the place of a client, and what there is to say about it. */
export interface Wrapped {
  readonly text: string
  readonly notes: readonly Note[]
}

/**
 * A client of both providers around the call that makes Plivo's. Every call goes to Plivo until the application says
 * otherwise. `undefined` where the credentials or options cannot be carried over.
 */
export function wrapClient(tree: Tree, { node }: Maker, local: string): Wrapped | undefined {
  if (node.arguments.length > 2 || node.arguments.some(({ type }) => type === 'SpreadElement')) return undefined
  const credentials = toVobizCredentials(tree, node.arguments)
  if (credentials === 'unknown') return undefined
  const members = [
    `plivo: ${getText(tree, node)}`,
    `vobiz: () => new ${local}(${credentials.texts.join(', ')})`,
    'route: { percent: 0 }',
    'fallback: false',
  ]
  const { start, end } = getRange(node)
  const line = tree.text.slice(tree.text.lastIndexOf('\n', start - 1) + 1).split(/\r\n|\n|\r/, 1)[0] ?? ''
  const flat = `${SPLIT}({ ${members.join(', ')} })`
  const notes: readonly Note[] =
    credentials.from === 'given' ? [] : [{ code: `sdk-client-credentials-${credentials.from}` }]
  if (line.length - (end - start) + flat.length <= MAX_WIDTH && !flat.includes('\n')) return { text: flat, notes }
  const ending = getLineEnding(tree.text)
  const indent = /^[ \t]*/.exec(line)?.[0] ?? ''
  const unit = getIndentUnit(tree.text)
  const body = members.map((one) => `${indent}${unit}${indentMore(one, unit)},${ending}`)
  return { text: `${SPLIT}({${ending}${body.join('')}${indent}})`, notes }
}

/** The lines after the first one step further in; a template keeps its lines as they are. */
const indentMore = (text: string, unit: string): string =>
  text.includes('`') ? text : text.replace(/(\r\n|\n|\r)(?=[^\r\n])/g, `$1${unit}`)

/** One step of indentation: that of the first line that has any. */
function getIndentUnit(text: string): string {
  return /^(\t| {2,8})(?=[^\s*])/m.exec(text)?.[1] ?? '  '
}
