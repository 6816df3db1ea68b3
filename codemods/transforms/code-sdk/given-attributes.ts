import { getAttributes } from '@plivo-to-vobiz/mappings'
import type { Code } from '../../src/grammar/code.ts'
import { findAround, is, type Node, walk } from '../../src/grammar/tree.ts'
import { readValue } from '../../src/grammar/values.ts'
import type { GivenAttribute } from './verb.ts'

/**
 * Attributes of a verb that stand near it: keys of maps and hashes, named arguments, fields, setters of the chain. A
 * name of another thing is none, since only the names of the verb's own rows count.
 */
export function findGivenAttributes(code: Code, element: string, place: Node): readonly GivenAttribute[] {
  const names = new Map([...getAttributes(element).keys()].map((name) => [toKey(name), name]))
  const found = new Map<string, GivenAttribute>()
  const add = (key: string, value: Node | undefined): void => {
    const name = names.get(toKey(key))
    const text = value === undefined ? undefined : readValue(code, value)
    if (name !== undefined && !found.has(name)) found.set(name, { name, ...(text !== undefined && { value: text }) })
  }
  for (const node of walk(getChain(code, place))) {
    if (is(node, ...code.facts.assignments, ...code.facts.entries))
      for (const { target, value } of code.facts.readAssignment(node)) add(target.text(), value)
    if (!is(node, ...code.facts.calls)) continue
    const call = code.facts.readCall(node)
    for (const argument of call?.arguments ?? []) if (argument.name !== undefined) add(argument.name, argument.value)
    if (call?.arguments.length === 1)
      add(call.name.replace(/^(?:[sS]et|with)_?(?=[A-Z_])/, ''), call.arguments[0]?.value)
  }
  return [...found.values()]
}

const toKey = (name: string): string =>
  name
    .replace(/^[:"'@$]+|["':]+$/g, '')
    .replaceAll(/[_-]/g, '')
    .toLowerCase()

/** The whole chain of calls that begins with a place. */
function getChain(code: Code, place: Node): Node {
  const parent = place.parent()
  if (parent === null) return place
  const isLink = code.facts.readMember(parent) !== undefined || is(parent, ...code.facts.calls, 'composite_literal')
  const isReceiver = parent.children()[0]?.id() === place.id() || is(parent, 'composite_literal')
  if (isLink && isReceiver) return getChain(code, parent)
  // `new(xml.SpeakElement).SetVoice(…)`: the class is the argument of what makes it.
  const call = is(parent, 'argument_list') ? findAround(place, ...code.facts.calls) : undefined
  return call !== undefined && code.facts.readCall(call)?.name === 'new' ? getChain(code, call) : place
}
