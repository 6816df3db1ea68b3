import { HOSTS, REST_API } from '@plivo-to-vobiz/mappings'
import { removeFromList } from '../../src/javascript/imports.ts'
import { getRange, type NodeOf, type Tree } from '../../src/javascript/tree.ts'
import type { Edit, Range, Target } from '../../src/touchpoint.ts'

const VOBIZ = new URL(REST_API.base).host
/** A host or the start of an address, and nothing else. */
const HOST = /^(?:https:\/\/)?(?:\*\.)?[\w-]+(?:\.[\w-]+)+(?::\d+)?\/?$/i

/**
 * The edits of a list of hosts that may be asked, such as a guard of outgoing requests has: Vobiz's beside Plivo's, or in
 * its place. `undefined` where a literal stands in no such list.
 */
export function editAllowList(tree: Tree, { start }: Range, target: Target): readonly Edit[] | undefined {
  const own = tree.getNodes('StringLiteral').find((node) => getRange(node).start === start)
  const list = own && tree.getParent(own)
  if (own === undefined || list?.type !== 'ArrayExpression' || !HOST.test(own.value)) return undefined
  const hosts = list.elements.filter((one): one is NodeOf<'StringLiteral'> => one?.type === 'StringLiteral')
  if (hosts.length < list.elements.length || !hosts.every(({ value }) => HOST.test(value))) return undefined
  const counterpart = own.value.toLowerCase().replace(HOSTS.plivoApi, VOBIZ)
  const isThere = hosts.some(({ value }) => value.toLowerCase() === counterpart)
  const range = getRange(own)
  const quote = tree.text.charAt(range.start)
  const text = `${quote}${counterpart}${quote}`
  if (target === 'both') return isThere ? [] : [{ start: range.end, end: range.end, text: `, ${text}` }]
  return isThere
    ? removeFromList(
        hosts,
        hosts.filter((one) => one !== own),
      )
    : [{ ...range, text }]
}
