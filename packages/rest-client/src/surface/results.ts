/** What every answer of the service can carry; keys only Vobiz sends are there too, in camelCase. */
export interface Answered {
  readonly apiId?: string
  readonly message?: string
  readonly [key: string]: unknown
}

/** Position of a list. `next` and `previous` are null at the ends. */
export interface ListMeta {
  readonly limit: number
  readonly offset: number
  readonly totalCount: number
  readonly next: string | null
  readonly previous: string | null
}

/** An array with an enumerable `meta`, as Plivo's client resolves lists. */
export type ListOf<T> = T[] & { readonly meta: ListMeta }

/** Options may be written in camelCase or in the wire's snake_case. */
export interface Options {
  readonly [key: string]: unknown
}

/** Which part of a list. */
export interface ListOptions extends Options {
  /** Default 20. */
  readonly limit?: number
  readonly offset?: number
}

/** HTTP verb of a callback. */
export type Method = 'GET' | 'POST' | (string & {})
