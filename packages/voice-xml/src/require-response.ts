import { ELEMENT } from '@plivo-to-vobiz/mappings'
import { VoiceXmlError } from './errors.ts'
import { locate } from './position.ts'
import type { DocumentNode } from './tree.ts'

/** Throws unless the root is Response, which both providers ask for. */
export function requireResponse({ source, roots }: DocumentNode): void {
  const [root] = roots
  if (root === undefined || root.name === ELEMENT.Response) return
  throw new VoiceXmlError('not-a-response', locate(source, root.start), `found <${root.name}>`)
}
