import { type AttributeFacts, attributeRows, toAttributeFacts } from './attribute-facts.ts'
import type { Dialect } from './dialect.ts'
import { type ElementFacts, elementRows, findFacts, findVobizFacts } from './element-facts.ts'

/** Limits that both providers state in the same words hold for Plivo too; other limits are Vobiz's alone. */
function toPlivoAttributes(element: string): ReadonlyMap<string, AttributeFacts> {
  const own = attributeRows.filter(({ on }) => on === element)
  return new Map(
    own.map((row) => {
      const facts = toAttributeFacts(row)
      const isShared = row.plivoValues === row.vobizValues
      return [row.plivo, isShared ? facts : { ...facts, range: undefined, words: undefined, flag: undefined }]
    }),
  )
}

/** Attributes of a Vobiz element: of every Plivo element that becomes it, under Vobiz's names. */
function toVobizAttributes(element: string): ReadonlyMap<string, AttributeFacts> {
  const index = new Map<string, AttributeFacts>()
  for (const row of attributeRows) {
    const facts = toAttributeFacts(row)
    if (facts.target === undefined || findFacts(row.on)?.vobiz !== element) continue
    if (row.plivo === facts.target || !index.has(facts.target)) index.set(facts.target, facts)
  }
  return index
}

const toIndex = (entries: readonly (readonly [string, ElementFacts])[]): ReadonlyMap<string, ElementFacts> =>
  new Map(entries)

const FACTS: Readonly<Record<Dialect, ReadonlyMap<string, ElementFacts>>> = {
  plivo: toIndex(
    elementRows.flatMap(({ plivo, children, disputedChildren }) => {
      const facts = findFacts(plivo)
      const allowed = new Set([...children.plivo, ...(disputedChildren?.plivo ?? [])])
      return facts === undefined
        ? []
        : [[plivo, { ...facts, attributes: toPlivoAttributes(plivo), children: allowed }] as const]
    }),
  ),
  vobiz: toIndex(
    elementRows.flatMap(({ vobiz, children, disputedChildren }) => {
      const facts = vobiz === null ? undefined : (findVobizFacts(vobiz) ?? findFacts(vobiz))
      if (vobiz === null || facts === undefined) return []
      const allowed = new Set([...children.vobiz, ...(disputedChildren?.vobiz ?? [])])
      return [[vobiz, { ...facts, attributes: toVobizAttributes(vobiz), children: allowed }] as const]
    }),
  ),
}

/** The facts of an element in a document of that dialect. */
export const findLintFacts = (name: string, dialect: Dialect): ElementFacts | undefined => FACTS[dialect].get(name)
