import { HEADERS, type HeaderRow, SIGNATURE_HELPERS, type SignatureHelperRow } from '@plivo-to-vobiz/mappings'
import type { Code } from '../../src/grammar/code.ts'
import { getFullNames } from '../../src/grammar/full-names.ts'
import type { SdkNames } from '../../src/grammar/sdk.ts'
import { getRange } from '../../src/grammar/tree.ts'
import { getStringValue } from '../../src/grammar/values.ts'
import type { Site } from './site.ts'

/** Languages whose signature checks no transform rewrites yet. */
const REPORTED: ReadonlySet<string> = new Set(['csharp'])
const helpers: readonly SignatureHelperRow[] = SIGNATURE_HELPERS
const headers: ReadonlySet<string> = new Set(
  (HEADERS as readonly HeaderRow[]).flatMap(({ provider, name }) => (provider === 'plivo' ? [name.toLowerCase()] : [])),
)

/** Calls of the SDK's signature helpers, and literals that name a signature header and nothing else. */
export function findSignatureSites(code: Code, sdk: SdkNames): readonly Site[] {
  const { facts, tree, file } = code
  if (!REPORTED.has(facts.grammar)) return []
  const calls = facts.calls
    .flatMap((kind) => tree.getNodes(kind))
    .flatMap((node): readonly Site[] => {
      const call = facts.readCall(node)
      if (call === undefined) return []
      const paths = getFullNames(code, sdk, call)
      const row = helpers.find(
        ({ language, name, modules }) =>
          language === facts.sdk &&
          name === call.name &&
          modules.some((module) => paths.some((path) => path.includes(module.split('.').at(-1) ?? module))),
      )
      if (row === undefined) return []
      const note = { code: row.scheme === 'v1' ? 'signature-v1' : 'signature-call' }
      return [{ kind: 'signature-validate', range: getRange(node), note, stays: false }]
    })
  // Code that names Vobiz's headers as well serves both providers already.
  if (/x[-_]vobiz[-_](?:ma[-_])?signature/i.test(file.text)) return calls
  const named = facts.strings
    .flatMap((kind) => tree.getNodes(kind))
    .filter((node) => headers.has(getStringValue(code, node)?.toLowerCase() ?? ''))
  return [
    ...calls,
    ...named.map((node): Site => {
      const note = { code: 'signature-header-elsewhere' }
      return { kind: 'signature-header', range: getRange(node), note, stays: false }
    }),
  ]
}
