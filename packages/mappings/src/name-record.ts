/** A name some row has. */
export type Named<T> = Exclude<T, null>

/** Names under themselves, so that code can write `PARAM.CallUUID` instead of repeating a row as a literal. */
export type Names<T extends string> = { readonly [K in T]: K }

/** The names of a table's rows as such a record. */
export const toNames = <T extends string>(names: readonly (T | null)[]): Names<T> =>
  // The record holds exactly the names given; the type system cannot follow `fromEntries`, hence the one assertion.
  Object.freeze(Object.fromEntries(names.flatMap((name) => (name === null ? [] : [[name, name]])))) as Names<T>
