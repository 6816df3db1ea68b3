import { attributeRows } from './attribute-facts.ts'
import { elementRows, findVobizFacts } from './element-facts.ts'
import type { ElementNode } from './tree.ts'

/** Elements that only Plivo has, or that Vobiz calls something else. */
const plivoOnly: ReadonlySet<string> = new Set(
  elementRows.filter((row) => row.vobiz !== row.plivo).map((row) => row.plivo),
)

/** Attributes of shared elements that Plivo does not have, by element. */
const markers: ReadonlyMap<string, ReadonlySet<string>> = new Map(
  elementRows
    .filter((row) => row.vobiz === row.plivo)
    .flatMap((row) => {
      const own = attributeRows.filter(({ on }) => on === row.plivo)
      const names = [...(row.vobizOnly ?? []), ...own.flatMap(({ vobiz }) => vobiz ?? [])]
      const unknown = names.filter((name) => own.every(({ plivo }) => plivo !== name))
      return unknown.length === 0 ? [] : [[row.plivo, new Set(unknown)] as const]
    }),
)

/**
 * Whether a document is VobizXML already: it gives itself away by an element or attribute that Plivo does not have; an
 * element of Plivo's own outweighs it. See docs/decisions/0040-what-translate-leaves-alone.md.
 */
export function isVobizDocument(roots: readonly ElementNode[]): boolean {
  let marked = false
  for (const root of roots) {
    if (plivoOnly.has(root.name)) return false
    marked ||= isMarked(root)
    for (const element of root.children) {
      if (plivoOnly.has(element.name)) return false
      marked ||= isMarked(element)
    }
  }
  return marked
}

function isMarked({ name, attributes }: ElementNode): boolean {
  if (findVobizFacts(name) !== undefined) return true
  const known = markers.get(name)
  return known !== undefined && attributes.some((attribute) => known.has(attribute.name))
}
