import { findAround, getField, type Node } from '../../src/grammar/tree.ts'
import { findMethod } from '../../src/ruby/names.ts'
import { getConstantPath, getMethodName, getRubyTree } from '../../src/ruby/tree.ts'
import { OTHER_SENDERS } from '../../src/signature-calls/hand-written.ts'
import type { SourceFile } from '../../src/source-file.ts'

/** Every `OpenSSL::HMAC` in a module, class or file that is about Plivo's signatures. */
export function findHmacs(file: SourceFile): readonly Node[] {
  if (!/plivo/i.test(file.text)) return []
  return getRubyTree(file)
    .getNodes('call')
    .filter((call) => {
      const receiver = getField(call, 'receiver')
      const path = receiver && getConstantPath(receiver)
      if (path !== 'OpenSSL::HMAC' || !/^(?:digest|hexdigest|base64digest|new)$/.test(getMethodName(call) ?? ''))
        return false
      const around = findMethod(call)?.text() ?? ''
      const owner = findAround(call, 'class', 'module')
      const isNamed = /plivo/i.test(getField(owner ?? call, 'name')?.text() ?? '') || /plivo/i.test(around)
      return (
        (isNamed || /x[-_]plivo[-_]signature/i.test(owner?.text() ?? file.text)) &&
        /nonce|signature/i.test(around) &&
        !OTHER_SENDERS.test(around)
      )
    })
}
