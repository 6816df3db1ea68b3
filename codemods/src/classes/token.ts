import { is, type Node } from '../grammar/tree.ts'
import { COUNTERPARTS, VOBIZ_TOKEN } from '../settings/counterparts.ts'
import { replaceIn } from '../signature-calls/headers.ts'
import type { SignatureLanguage, VobizToken } from '../signature-calls/language.ts'
import type { SourceFile } from '../source-file.ts'
import type { ClassNames } from './names.ts'
import type { ClassSyntax } from './syntax.ts'

/** How a language reads one variable of the environment, giving nothing where it is not set. */
export interface EnvironmentRead {
  readonly receivers: readonly string[]
  readonly method: string
  /** How it is written where nothing shows how the author does. */
  readonly receiver: string
}

interface TokenReader {
  readonly syntax: ClassSyntax
  readonly names: ClassNames
  readonly environment: EnvironmentRead
  readonly literals: Pick<SignatureLanguage, 'getStringValue' | 'quoteLike'>
}

/** Writes the read of Vobiz's token: as the author reads Plivo's from the environment, else a plain read of it. */
export function createTokens({ syntax, names, environment, literals }: TokenReader): SignatureLanguage['toVobizToken'] {
  const { facts } = syntax
  const renameIndex = (node: Node): string | undefined => {
    const key = facts.readIndex(node)?.key
    const vobiz = key && COUNTERPARTS.get(literals.getStringValue(key) ?? '')
    return key && vobiz && replaceIn(node, key, literals.quoteLike(key, vobiz))
  }
  const rename = (outer: Node): string | undefined => {
    const node = syntax.unwrap?.(outer) ?? outer
    const index = renameIndex(node)
    if (index !== undefined) return index
    const call = is(node, ...facts.calls) ? facts.readCall(node) : undefined
    const [key, ...more] = call?.arguments ?? []
    if (call === undefined || key === undefined || more.length > 0 || call.name !== environment.method) return undefined
    if (!environment.receivers.includes(call.receiver?.text() ?? '')) return undefined
    const vobiz = COUNTERPARTS.get(literals.getStringValue(key.value) ?? '')
    return vobiz === undefined
      ? undefined
      : `${call.receiver?.text()}.${call.name}(${literals.quoteLike(key.value, vobiz)})`
  }
  return (file: SourceFile, token: Node): VobizToken => {
    const value = names.findOnlyValue(file, token)
    const read = rename(token) ?? (value === undefined ? undefined : rename(value))
    if (read !== undefined) return { text: read }
    return { text: `${environment.receiver}.${environment.method}("${VOBIZ_TOKEN}")`, code: 'signature-token-source' }
  }
}
