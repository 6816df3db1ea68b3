import { REST_API } from '@plivo-to-vobiz/mappings'
import { type Code, getCalls, getCode } from '../../src/grammar/code.ts'
import { getFullNames, getLastName } from '../../src/grammar/full-names.ts'
import { getSdkNames, getSdkRow, type SdkNames } from '../../src/grammar/sdk.ts'
import { getRange, type Node } from '../../src/grammar/tree.ts'
import { oncePerFile } from '../../src/language.ts'
import { findBuilderSites } from './builder.ts'
import { findRestSites } from './rest-calls.ts'
import type { Site } from './site.ts'

/** Files whose entries are `dependency-file`'s. */
const MANIFEST = /(?:^|\/)Gemfile$|\.gemspec$/

/** What a file uses of the SDK. */
export const findSites = oncePerFile((file): readonly Site[] => {
  const code = getCode(file)
  const sdk = getSdkNames(file)
  if (!sdk.isUsed) return []
  const clients = findClients(code, sdk)
  const builders = findBuilderSites(code, sdk)
  const calls = findRestSites(
    code,
    sdk,
    clients.map(({ node }) => node),
  )
  const uses = [
    ...(clients.length + calls.length > 0 ? ['its REST API'] : []),
    ...(builders.length > 0 ? ['PlivoXML'] : []),
  ]
  return [
    ...(MANIFEST.test(file.path) ? [] : toImportSites(sdk, uses.join(' and '))),
    ...clients.map(({ node, isLegacy }): Site => {
      const { base, headers } = REST_API
      const args = { base, id: headers.authId, token: headers.authToken }
      const note = { code: isLegacy ? 'sdk-client-old' : 'sdk-client-write', args }
      return { kind: 'sdk-client', range: getRange(node), note, stays: true }
    }),
    ...builders,
    ...calls,
  ]
})

/** Every import of the SDK. */
function toImportSites({ imports }: SdkNames, uses: string): readonly Site[] {
  return imports.map(({ node }): Site => {
    const note = uses === '' ? { code: 'sdk-import-other' } : { code: 'sdk-import-used', args: { uses } }
    return { kind: 'sdk-import', range: getRange(node), note, stays: true }
  })
}

interface Client {
  readonly node: Node
  readonly isLegacy: boolean
}

function findClients(code: Code, sdk: SdkNames): readonly Client[] {
  const row = getSdkRow(code)
  if (row === undefined) return []
  return getCalls(code.file).flatMap((call): readonly Client[] => {
    const { node, name, isNew } = call
    const paths = getFullNames(code, sdk, call)
    const isOf = (names: readonly string[]): boolean =>
      paths.some((path) => names.includes(getLastName(path))) &&
      (isNew || !/^[A-Z]\w+Client$/.test(name) || code.facts.grammar === 'go')
    if (isOf(row.clients)) return [{ node, isLegacy: false }]
    return isOf(row.legacyClients) && isNew ? [{ node, isLegacy: true }] : []
  })
}
