import { JAVA_NAMES, JAVA_SYNTAX } from '../../src/classes/java.ts'
import { findAround, getField, is, type Node } from '../../src/grammar/tree.ts'
import { OTHER_SENDERS } from '../../src/signature-calls/hand-written.ts'
import type { SourceFile } from '../../src/source-file.ts'

/** Every `Mac.getInstance` in a class that is about Plivo's signatures. */
export function findHmacs(file: SourceFile): readonly Node[] {
  if (!/plivo/i.test(file.text) || OTHER_SENDERS.test(file.text)) return []
  return JAVA_NAMES.getCalls(file)
    .filter(
      ({ name, receiver, isNew }) => !isNew && name === 'getInstance' && /(?:^|\.)Mac$/.test(receiver?.text() ?? ''),
    )
    .map(({ node }) => node)
    .filter((node) => {
      const around = findAround(node, ...JAVA_SYNTAX.types)?.text() ?? file.text
      return /plivo/i.test(around) && /nonce|signature/i.test(around)
    })
}

/** Whether nothing calls a method: one that other files cannot call either. */
export function isUncalled(file: SourceFile, method: Node): boolean {
  const name = getField(method, 'name')?.text()
  return (
    is(method, ...JAVA_SYNTAX.methods) &&
    JAVA_SYNTAX.isPrivate(method) &&
    !JAVA_NAMES.getCalls(file).some((call) => call.name === name)
  )
}
