import { findAround, getField, getRange, is, isSame, isWithin, type Node } from '../../src/grammar/tree.ts'
import { OTHER_SENDERS } from '../../src/signature-calls/hand-written.ts'
import type { SourceFile } from '../../src/source-file.ts'
import { findFunction } from './names.ts'
import { getCalls, getGoTree } from './tree.ts'

/** Every `hmac.New` in a function or file that is about Plivo's signatures. */
export function findHmacs(file: SourceFile): readonly Node[] {
  if (!/plivo/i.test(file.text)) return []
  return getCalls(file)
    .filter(({ name, receiver }) => name === 'New' && receiver?.text() === 'hmac')
    .map(({ node }) => node)
    .filter((node) => {
      const around =
        (findAround(node, 'function_declaration', 'method_declaration') ?? findFunction(node))?.text() ?? ''
      const isAbout = /plivo/i.test(around) || /x-plivo-signature/i.test(file.text)
      return isAbout && /nonce|signature|sig\b/i.test(around) && !OTHER_SENDERS.test(around)
    })
}

/** Whether no code of the file calls a function or hands it on. */
export function isUncalled(file: SourceFile, fn: Node): boolean {
  const name = is(fn, 'function_declaration') ? getField(fn, 'name') : undefined
  if (name === undefined || /^\p{Lu}/u.test(name.text())) return false
  return !getGoTree(file)
    .getNodes('identifier')
    .some((node) => node.text() === name.text() && !isSame(node, name) && !isWithin(getRange(node), getRange(fn)))
}
