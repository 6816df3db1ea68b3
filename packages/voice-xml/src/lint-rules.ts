import { type AttributeRule, attributeRows, toAttributeRule } from './attribute-rules.ts'
import type { Dialect } from './dialect.ts'
import { type ElementRule, elementRows, findRule, findVobizRule } from './element-rules.ts'

/** Limits that both providers state in the same words hold for Plivo too; other limits are Vobiz's alone. */
function toPlivoAttributes(element: string): ReadonlyMap<string, AttributeRule> {
  const own = attributeRows.filter(({ on }) => on === element)
  return new Map(
    own.map((row) => {
      const rule = toAttributeRule(row)
      const isShared = row.plivoValues === row.vobizValues
      return [row.plivo, isShared ? rule : { ...rule, range: undefined, words: undefined, flag: undefined }]
    }),
  )
}

/** Attributes of a Vobiz element: of every Plivo element that becomes it, under Vobiz's names. */
function toVobizAttributes(element: string): ReadonlyMap<string, AttributeRule> {
  const index = new Map<string, AttributeRule>()
  for (const row of attributeRows) {
    const rule = toAttributeRule(row)
    if (rule.target === undefined || findRule(row.on)?.vobiz !== element) continue
    if (row.plivo === rule.target || !index.has(rule.target)) index.set(rule.target, rule)
  }
  return index
}

const toRules = (entries: readonly (readonly [string, ElementRule])[]): ReadonlyMap<string, ElementRule> =>
  new Map(entries)

const RULES: Readonly<Record<Dialect, ReadonlyMap<string, ElementRule>>> = {
  plivo: toRules(
    elementRows.flatMap(({ plivo, children, disputedChildren }) => {
      const rule = findRule(plivo)
      const allowed = new Set([...children.plivo, ...(disputedChildren?.plivo ?? [])])
      return rule === undefined
        ? []
        : [[plivo, { ...rule, attributes: toPlivoAttributes(plivo), children: allowed }] as const]
    }),
  ),
  vobiz: toRules(
    elementRows.flatMap(({ vobiz, children, disputedChildren }) => {
      const rule = vobiz === null ? undefined : (findVobizRule(vobiz) ?? findRule(vobiz))
      if (vobiz === null || rule === undefined) return []
      const allowed = new Set([...children.vobiz, ...(disputedChildren?.vobiz ?? [])])
      return [[vobiz, { ...rule, attributes: toVobizAttributes(vobiz), children: allowed }] as const]
    }),
  ),
}

/** The rule of an element in a document of that dialect. */
export const findLintRule = (name: string, dialect: Dialect): ElementRule | undefined => RULES[dialect].get(name)
