/** A name some row has. */
export type Named<T> = Exclude<T, null>

/** Names under themselves, so that code can write `PARAM.CallUUID` instead of repeating a row as a literal. */
export type Names<T extends string> = { readonly [K in T]: K }

/** The names of a table's rows as such a record. */
export function toNames<T extends string>(names: readonly (T | null)[]): Names<T> {
  // Without a prototype it is a dictionary from the start: no hidden class is made for each of a hundred names, which
  // took half of the time that importing the tables takes.
  const record: Record<string, string> = Object.create(null)
  for (const name of names) if (name !== null) record[name] = name
  return record as Names<T> // exactly the names given, which the type system cannot follow
}
