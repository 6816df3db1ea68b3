import { oncePerFile } from '../../src/language.ts'
import type { SourceFile } from '../../src/source-file.ts'
import type { Action, Target, Touchpoint } from '../../src/touchpoint.ts'
import type { Rewrite, Transform } from '../../src/transform.ts'
import { findGaps } from '../js-client/move.ts'
import { findSites, type Site } from './sites.ts'

const name = 'js-sdk'

/** Code that goes on working while calls of both providers arrive. */
const STAYS = new Set(['sdk-import', 'sdk-types', 'sdk-client', 'sdk-client-environment'])

/** What `js-client` tells of itself when it is its turn. */
const CLIENTS = new Set(['sdk-client', 'sdk-client-environment', 'sdk-client-legacy'])

/** Clients, and calls of a client that another file makes and that moves there. */
const isToldByClient = ({ note, from }: Site): boolean =>
  CLIENTS.has(note.code) || (from !== undefined && findGaps(from).length === 0)

const getSites: (file: SourceFile) => readonly Site[] = oncePerFile(findSites)

/**
 * What of the Plivo SDK for Node is left in an application when the other transforms are done: imports, clients, REST
 * calls. It reports and rewrites nothing.
 */
export const jsSdk: Transform = {
  name,
  languages: ['javascript', 'typescript'],
  stage: 4,
  find: (file) => getSites(file).map(({ kind, range }): Touchpoint => ({ transform: name, kind, range })),
  rewrite({ kind, range }, file, { target }): Rewrite {
    const site = getSites(file).find(
      (one) => one.kind === kind && one.range.start === range.start && one.range.end === range.end,
    )
    if (site === undefined || (target === 'vobiz' && isToldByClient(site))) return { edits: [], notes: [] }
    return { edits: [], notes: [{ ...site.note, action: getAction(site, target) }] }
  },
}

/** During the cut-over much of it stays for Plivo's calls; after it all of it is in the way. */
const getAction = ({ note }: Site, target: Target): Action =>
  target === 'both' && STAYS.has(note.code) ? 'review' : 'manual'
