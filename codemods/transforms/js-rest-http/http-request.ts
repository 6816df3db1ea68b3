import type { Node } from '@babel/types'
import type { Binding } from '../../src/javascript/scopes.ts'
import { getKeyName, type NodeOf } from '../../src/javascript/tree.ts'
import type { Edit } from '../../src/touchpoint.ts'
import type { Payload } from './payload.ts'
import type { WrittenUrl } from './url.ts'

/** A request made without the SDK, its parts where they are written. */
export interface HttpRequest {
  readonly url: WrittenUrl
  readonly verb: string
  /** What is sent; absent when nothing is. */
  readonly body: Payload | undefined
  /** The object of headers, where there is one. */
  readonly headers: NodeOf<'ObjectExpression'> | undefined
  /** Credentials given by options or by a call. */
  readonly login: Login | undefined
  /** Why the request cannot be read to the end. */
  readonly problem: string | undefined
  /** The client it is made with, which others use too. */
  readonly instance?: Binding
}

/** Credentials that are not in a header. */
export interface Login {
  /** Properties that give them: `auth: { username, password }`; none where `write` says what is edited. */
  readonly properties: readonly Node[]
  readonly id: Node
  readonly token: Node
  readonly write?: (pairs: string) => readonly Edit[]
}

/** Properties of an object by name. */
export type Fields = ReadonlyMap<string, NodeOf<'ObjectProperty'>>

/** The properties of an object by name; `undefined` when there may be others. */
export function readFields(node: NodeOf<'ObjectExpression'>): Fields | undefined {
  const fields = new Map<string, NodeOf<'ObjectProperty'>>()
  for (const property of node.properties) {
    if (property.type !== 'ObjectProperty') return undefined
    const name = getKeyName(property.key, property.computed)
    if (name === undefined) return undefined
    fields.set(name, property)
  }
  return fields
}
