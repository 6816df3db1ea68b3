import type { Node } from '@babel/types'
import type { SourceFile } from '../source-file.ts'
import type { Binding } from './scopes.ts'
import type { NodeOf } from './tree.ts'

/** How a module was loaded. */
export type Loader = 'import' | 'import-equals' | 'require' | 'dynamic' | 'then'

/** A value that is the SDK's module object. */
export interface ModuleRef {
  /** The specifier as it is written. */
  readonly module: string
  readonly literal: Node
  readonly loader: Loader
  /** The name that holds the module; absent when a member is taken from the load itself. */
  readonly binding?: Binding
  /** The expression that loads it, `await` and `.default` included. */
  readonly load?: Node
}

/** Where a member is taken out of the SDK: the place an edit has to change. */
export type Origin =
  | {
      readonly kind: 'specifier'
      readonly node: NodeOf<'ImportSpecifier'>
      readonly declaration: NodeOf<'ImportDeclaration'>
      readonly module: string
      readonly literal: Node
      readonly binding: Binding
    }
  | {
      readonly kind: 'property'
      readonly node: NodeOf<'ObjectProperty'>
      readonly ref: ModuleRef
      readonly module: string
      readonly literal: Node
      readonly binding: Binding
    }
  | {
      readonly kind: 'member'
      readonly node: Node
      readonly ref: ModuleRef
      readonly module: string
      readonly literal: Node
    }

/** What an expression is, as far as the SDK is concerned. */
export type SdkValue =
  | { readonly kind: 'module'; readonly ref: ModuleRef }
  /** A class or function of the module. */
  | { readonly kind: 'member'; readonly name: string; readonly origin: Origin }
  /** What such a class or function gives, and the members taken of it since: `client.calls.create`. */
  | MadeValue
  /** A module of the application itself. */
  | { readonly kind: 'local'; readonly specifier: string }

/** What a class or function of the SDK gives. */
export interface MadeValue {
  readonly kind: 'made'
  readonly by: string
  readonly path: readonly string[]
  /** The call that makes it; absent when only a declared type says what it is. */
  readonly maker?: Node
  /** The file that makes it, when it is another one. */
  readonly from?: SourceFile
}

/** Takes a member of a value: `plivo.Client`, `client.calls`, `plivo.default`. */
export function getMember(value: SdkValue | undefined, key: string | undefined, node: Node): SdkValue | undefined {
  if (value === undefined || key === undefined) return undefined
  if (value.kind === 'made') return { ...value, path: [...value.path, key] }
  if (value.kind !== 'module') return undefined
  const { ref } = value
  if (key === 'default') return { kind: 'module', ref: ref.binding === undefined ? { ...ref, load: node } : ref }
  return { kind: 'member', name: key, origin: { kind: 'member', node, ref, module: ref.module, literal: ref.literal } }
}

/** Takes a member by destructuring: `const { Client } = plivo`, `const { calls } = client`. */
export function getProperty(value: SdkValue | undefined, key: string, binding: Binding): SdkValue | undefined {
  if (value?.kind === 'made') return { ...value, path: [...value.path, key] }
  const { property } = binding
  if (value?.kind !== 'module' || property === undefined) return undefined
  const loader = binding.origin.kind === 'parameter' ? 'then' : value.ref.loader
  const ref = { ...value.ref, loader }
  if (key === 'default') return { kind: 'module', ref: ref.binding === undefined ? { ...ref, binding } : ref }
  const { module, literal } = ref
  return { kind: 'member', name: key, origin: { kind: 'property', node: property, ref, module, literal, binding } }
}

/** Remembers the first name that holds a module object. */
export function withBinding(value: SdkValue | undefined, binding: Binding): SdkValue | undefined {
  if (value?.kind !== 'module' || value.ref.binding !== undefined) return value
  const loader = binding.origin.kind === 'parameter' ? 'then' : value.ref.loader
  return { kind: 'module', ref: { ...value.ref, loader, binding } }
}
