import { SIGNATURE_HELPERS, type SignatureArgument } from '@plivo-to-vobiz/mappings'
import { toModuleName } from '../../src/javascript/sdk-modules.ts'

/** Module that accepts a signature of either provider: what `--target both` writes. */
export const EITHER = '@plivo-to-vobiz/signatures/either'
/** Module that accepts a signature of Vobiz alone: what `--target vobiz` writes. */
export const VOBIZ = '@plivo-to-vobiz/signatures/vobiz'

/** A helper of the SDK that has a drop-in replacement of the same name and argument order. */
export interface Helper {
  readonly name: string
  readonly scheme: 'v1' | 'v2' | 'v3'
  readonly arguments: readonly SignatureArgument[]
}

const helpers = SIGNATURE_HELPERS.filter(({ language }) => language === 'node')
const byModule = new Map<string, ReadonlyMap<string, Helper>>()
for (const { modules } of helpers)
  for (const module of modules)
    byModule.set(
      module,
      new Map(helpers.filter((row) => row.modules.some((name) => name === module)).map((row) => [row.name, row])),
    )
const replaced = new Map<string, Helper>(byModule.get('plivo') ?? [])
byModule.set(EITHER, replaced)
byModule.set(VOBIZ, replaced)

/** Name of the verifier file that stands in a code base instead of our package. */
export const STANDALONE_NAME = 'vobiz-signatures'
const STANDALONE = new RegExp(`^\\.{1,2}/(?:.*/)?${STANDALONE_NAME}(?:\\.[cm]?[jt]s)?$`)

/** Whether a module is the verifier file that was written into the code base. */
export const isStandalone = (module: string): boolean => STANDALONE.test(module)

/** The helper a module exports under a name. */
export const findHelper = (module: string, name: string): Helper | undefined =>
  isStandalone(module) ? replaced.get(name) : byModule.get(toModuleName(module))?.get(name)

/** Whether a module has signature helpers: the SDK's or ours. */
export const isSignatureModule = (module: string): boolean => isStandalone(module) || byModule.has(toModuleName(module))

/** Names of the helpers, wherever they come from. */
export const HELPER_NAMES: ReadonlySet<string> = new Set(helpers.map(({ name }) => name))

/** Whether our packages have a replacement of the name. */
export const hasReplacement = (name: string): boolean => replaced.has(name)
