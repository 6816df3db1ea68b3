import { ATTRIBUTES, type AttributeRow, ELEMENTS, type ElementRow } from '@plivo-to-vobiz/mappings'
import type { Dialect } from './dialect.ts'
import { type ElementRule, findRule, findVobizRule } from './element-rules.ts'

const elements: readonly ElementRow[] = ELEMENTS
const attributes: readonly AttributeRow[] = ATTRIBUTES

/** A row whose limits both providers state in the same words holds for Plivo too; other limits are Vobiz's alone. */
const forPlivo = (row: AttributeRow): AttributeRow => {
  if (row.plivoValues === row.vobizValues) return row
  const { range: _range, enum: _words, check: _check, flag: _flag, ...rest } = row
  return rest
}

function toPlivoRule(row: ElementRow): ElementRule {
  const own = attributes.filter(({ on }) => on === row.plivo).map(forPlivo)
  return {
    row,
    attributes: new Map(own.map((attribute) => [attribute.plivo, attribute])),
    emits: [],
    children: new Set([...row.children.plivo, ...(row.disputedChildren?.plivo ?? [])]),
    speech: row.textKind === 'speech' || row.ssml === true,
  }
}

/** Attributes of a Vobiz element: of every Plivo element that becomes it, under Vobiz's names. */
function toVobizRule(name: string, rule: ElementRule): ElementRule {
  const index = new Map<string, AttributeRow>()
  for (const row of attributes.filter(({ on }) => findRule(on)?.row.vobiz === name)) {
    if (row.vobiz === null || row.hoistTo !== undefined) continue
    const target = row.status === 'value-mapped' ? row.plivo : row.vobiz
    if (row.plivo === target || !index.has(target)) index.set(target, row)
  }
  const { vobiz: children } = rule.row.children
  const disputed = rule.row.disputedChildren?.vobiz ?? []
  return { ...rule, attributes: index, emits: [], children: new Set([...children, ...disputed]) }
}

const RULES: Readonly<Record<Dialect, ReadonlyMap<string, ElementRule>>> = {
  plivo: new Map(elements.map((row) => [row.plivo, toPlivoRule(row)])),
  vobiz: new Map(
    elements.flatMap(({ vobiz }) => {
      const rule = vobiz === null ? undefined : (findVobizRule(vobiz) ?? findRule(vobiz))
      return vobiz === null || rule === undefined ? [] : [[vobiz, toVobizRule(vobiz, rule)] as const]
    }),
  ),
}

/** The rule of an element in a document of that dialect. */
export const findLintRule = (name: string, dialect: Dialect): ElementRule | undefined => RULES[dialect].get(name)
