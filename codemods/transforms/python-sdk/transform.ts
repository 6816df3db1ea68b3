import { oncePerFile } from '../../src/language.ts'
import type { Action, Target, Touchpoint } from '../../src/touchpoint.ts'
import type { Rewrite, Transform } from '../../src/transform.ts'
import { findSites, type Site } from './sites.ts'

const name = 'python-sdk'

/** Code that goes on working while calls of both providers arrive. */
const STAYS = new Set([
  'sdk-import',
  'python-client',
  'python-client-environment',
  'python-exception',
  'python-builder',
])

const CLIENTS = new Set(['python-client', 'python-client-environment'])

const getSites = oncePerFile((file): readonly Site[] => (/plivo/i.test(file.text) ? findSites(file) : []))

/**
 * What of the Plivo SDK for Python is left in an application when the other transforms are done: imports, clients, REST
 * calls, the XML builder, exceptions. It reports and rewrites nothing.
 */
export const pythonSdk: Transform = {
  name,
  languages: ['python'],
  stage: 4,
  find: (file) => getSites(file).map(({ kind, range }): Touchpoint => ({ transform: name, kind, range })),
  rewrite({ kind, range }, file, { target }): Rewrite {
    const sites = getSites(file).filter(
      (one) => one.kind === kind && one.range.start === range.start && one.range.end === range.end,
    )
    // For Vobiz alone `python-client` says what becomes of a client.
    const isTold = target === 'vobiz' && sites.some(({ note }) => CLIENTS.has(note.code))
    return { edits: [], notes: isTold ? [] : sites.map(({ note }) => ({ ...note, ...getAction(note.code, target) })) }
  },
}

/** During the cut-over much of it stays for Plivo's calls; after it all of it is in the way. */
function getAction(code: string, target: Target): { readonly action?: Action } {
  if (target === 'both' && STAYS.has(code)) return { action: 'review' }
  return code === 'xml-builder-codes' && target === 'both' ? {} : { action: 'manual' }
}
