import { CSHARP_NAMES, CSHARP_SYNTAX } from '../../src/classes/csharp.ts'
import { findAround, getField, is, type Node } from '../../src/grammar/tree.ts'
import { OTHER_SENDERS } from '../../src/signature-calls/hand-written.ts'
import type { SourceFile } from '../../src/source-file.ts'

/** Every `HMACSHA256` in a class that is about Plivo's signatures. */
export function findHmacs(file: SourceFile): readonly Node[] {
  if (!/plivo/i.test(file.text) || OTHER_SENDERS.test(file.text)) return []
  return CSHARP_NAMES.getCalls(file)
    .filter(({ name, receiver, isNew }) =>
      isNew ? name === 'HMACSHA256' : name === 'HashData' && /(?:^|\.)HMACSHA256$/.test(receiver?.text() ?? ''),
    )
    .map(({ node }) => node)
    .filter((node) => {
      const around = findAround(node, ...CSHARP_SYNTAX.types)?.text() ?? file.text
      return /plivo/i.test(around) && /nonce|signature/i.test(around)
    })
}

/** Whether nothing calls a method: one that other files cannot call either. */
export function isUncalled(file: SourceFile, method: Node): boolean {
  const name = getField(method, 'name')?.text()
  return (
    is(method, ...CSHARP_SYNTAX.methods) &&
    CSHARP_SYNTAX.isPrivate(method) &&
    !CSHARP_NAMES.getCalls(file).some((call) => call.name === name)
  )
}
