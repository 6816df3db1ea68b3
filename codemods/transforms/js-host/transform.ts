import type { Node } from '@babel/types'
import { HOSTS } from '@plivo-to-vobiz/mappings'
import { getRange, getTree } from '../../src/javascript/tree.ts'
import type { SourceFile } from '../../src/source-file.ts'
import type { Touchpoint } from '../../src/touchpoint.ts'
import type { Transform } from '../../src/transform.ts'
import { editAllowList } from './allow-list.ts'

const name = 'js-host'
const SIP: readonly string[] = HOSTS.plivoSip

/**
 * Plivo's hosts in the strings and templates of JavaScript and TypeScript: raw requests to its REST API, and SIP
 * addresses, which it reports. A list of hosts that may be asked takes the host of Vobiz as well.
 */
export const jsHost: Transform = {
  name,
  languages: ['javascript', 'typescript'],
  needs: /plivo\.com/i,
  stage: 4,
  find(file) {
    return findTexts(file).flatMap(({ node, text }): readonly Touchpoint[] => {
      const range = getRange(node)
      if (SIP.some((host) => hasHost(text, host))) return [{ transform: name, kind: 'sip-domain', range }]
      return hasHost(text, HOSTS.plivoApi) ? [{ transform: name, kind: 'rest-raw-http', range }] : []
    })
  },
  rewrite({ kind, range }, file, { target }) {
    if (kind === 'sip-domain') return { task: { code: 'sip-domain' } }
    const edits = editAllowList(getTree(file), range, target)
    return edits === undefined ? { task: { code: 'rest-http' } } : { edits, notes: [{ code: 'rest-host-listed' }] }
  },
}

function findTexts(file: SourceFile): readonly { readonly node: Node; readonly text: string }[] {
  const tree = getTree(file)
  return [
    ...tree.getNodes('StringLiteral').map((node) => ({ node, text: node.value })),
    ...tree.getNodes('TemplateElement').map((node) => ({ node, text: node.value.raw })),
    ...tree.getNodes('JSXText').map((node) => ({ node, text: node.value })),
  ]
}

/** Whether a text holds a host as a whole: not as a part of a longer one. */
function hasHost(text: string, host: string): boolean {
  const at = text.toLowerCase().indexOf(host)
  return at >= 0 && !/[\w.-]/.test(text.charAt(at - 1)) && !/^(?:[\w-]|\.\w)/.test(text.slice(at + host.length))
}
