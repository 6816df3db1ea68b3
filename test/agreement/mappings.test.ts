import {
  ATTRIBUTES,
  CALL_STATUSES,
  CONTRADICTIONS,
  DELIVERY,
  ELEMENTS,
  ENVIRONMENT,
  EVENTS,
  type EventRow,
  FOREIGN_PARAMS,
  findElement,
  findEvent,
  findParam,
  getAttributes,
  HANGUP_CAUSES,
  HANGUP_OUTCOMES,
  HEADERS,
  PARAMS,
  REST_LIMITS,
  type Row,
  SDK_NAMES,
  SDK_PACKAGES,
  SIGNATURE_HELPERS,
  SIGNED_FIELDS,
  SOURCES,
  STREAM_FIELDS,
  STREAM_FRAMES,
  VALUES,
  WEBHOOK_PARAMS,
  WEBHOOK_WORDS,
  type WebhookParamsRow,
} from '@plivo-to-vobiz/mappings'
import { describe, expect, it } from 'vitest'

const STATUSES = ['same', 'renamed', 'value-mapped', 'dropped-no-equivalent', 'element-no-equivalent']

type Key = string | number

const TABLES: readonly { name: string; rows: readonly Row[]; keys: readonly (readonly Key[])[] }[] = [
  {
    name: 'EVENTS',
    rows: EVENTS,
    keys: (EVENTS as readonly EventRow[]).map((row) => [row.kind, row.vobiz ?? row.plivo ?? '']),
  },
  { name: 'PARAMS', rows: PARAMS, keys: PARAMS.map((row) => [row.plivo ?? row.vobiz ?? '']) },
  { name: 'FOREIGN_PARAMS', rows: FOREIGN_PARAMS, keys: FOREIGN_PARAMS.map((row) => [row.name]) },
  { name: 'HEADERS', rows: HEADERS, keys: HEADERS.map((row) => [row.provider, row.key]) },
  { name: 'ELEMENTS', rows: ELEMENTS, keys: ELEMENTS.map((row) => [row.plivo]) },
  { name: 'CALL_STATUSES', rows: CALL_STATUSES, keys: CALL_STATUSES.map((row) => [row.value]) },
  { name: 'HANGUP_CAUSES', rows: HANGUP_CAUSES, keys: HANGUP_CAUSES.map((row) => [row.code]) },
  { name: 'HANGUP_OUTCOMES', rows: HANGUP_OUTCOMES, keys: HANGUP_OUTCOMES.map((row) => [row.codes[0]]) },
  { name: 'WEBHOOK_WORDS', rows: WEBHOOK_WORDS, keys: WEBHOOK_WORDS.map((row) => [row.provider, row.key]) },
  { name: 'VALUES', rows: VALUES, keys: VALUES.map((row) => [row.param, row.vobiz]) },
  {
    name: 'SIGNATURE_HELPERS',
    rows: SIGNATURE_HELPERS,
    keys: SIGNATURE_HELPERS.map((row) => [row.language, row.name, row.scheme]),
  },
  { name: 'SIGNED_FIELDS', rows: SIGNED_FIELDS, keys: SIGNED_FIELDS.map((row) => [row.provider, row.key]) },
  { name: 'SDK_NAMES', rows: SDK_NAMES, keys: SDK_NAMES.map((row) => [row.language]) },
  { name: 'SDK_PACKAGES', rows: SDK_PACKAGES, keys: SDK_PACKAGES.map((row) => [row.language, row.name]) },
  { name: 'STREAM_FRAMES', rows: STREAM_FRAMES, keys: STREAM_FRAMES.map((row) => [row.event]) },
  { name: 'STREAM_FIELDS', rows: STREAM_FIELDS, keys: STREAM_FIELDS.map((row) => [row.event, row.field]) },
  {
    name: 'CONTRADICTIONS',
    rows: CONTRADICTIONS,
    keys: CONTRADICTIONS.map((row) => [Number(row.id.slice(1))]),
  },
  { name: 'REST_LIMITS', rows: REST_LIMITS, keys: REST_LIMITS.map((row) => [row.provider]) },
  { name: 'DELIVERY', rows: DELIVERY, keys: DELIVERY.map((row) => [row.provider]) },
  {
    name: 'WEBHOOK_PARAMS',
    rows: WEBHOOK_PARAMS,
    keys: (WEBHOOK_PARAMS as readonly WebhookParamsRow[]).map((row) => [
      row.webhook,
      row.provider,
      row.direction ?? row.element ?? '',
    ]),
  },
  { name: 'ENVIRONMENT', rows: ENVIRONMENT, keys: ENVIRONMENT.map((row) => [row.plivo]) },
]

describe.each(TABLES)('$name', ({ rows, keys }) => {
  it('has rows, each with a status, a known source and a date', () => {
    expect(rows.length).toBeGreaterThan(0)
    for (const row of rows) {
      expect(STATUSES).toContain(row.status)
      expect(row.source.length).toBeGreaterThan(0)
      for (const source of row.source) expect(SOURCES).toHaveProperty([source])
      expect(row.checked).toMatch(/^20\d\d-\d\d-\d\d$/)
    }
  })

  it('is sorted and holds each key once', () => {
    const sorted = [...keys].sort(compareKeys)
    expect(keys).toEqual(sorted)
    expect(new Set(keys.map((key) => key.join('\0'))).size).toBe(keys.length)
  })
})

describe('ATTRIBUTES', () => {
  it('names a source and a date in every row', () => {
    for (const row of ATTRIBUTES) {
      expect(row.source.length).toBeGreaterThan(0)
      for (const source of row.source) expect(SOURCES).toHaveProperty([source])
    }
  })

  it('groups rows by element, elements sorted, each attribute once', () => {
    const groups = ATTRIBUTES.map((row) => row.on).filter((on, index, all) => on !== all[index - 1])
    expect(groups).toEqual([...new Set(groups)].sort(compareText))
    expect(new Set(ATTRIBUTES.map((row) => `${row.on}@${row.plivo}`)).size).toBe(ATTRIBUTES.length)
  })

  it('belongs to an element row', () => {
    for (const row of ATTRIBUTES) expect(findElement(row.on), row.on).toBeDefined()
  })

  it('keeps a renamed name different and a same name equal', () => {
    for (const row of ATTRIBUTES) {
      if (row.status === 'same') expect(row.vobiz, `${row.on}@${row.plivo}`).toBe(row.plivo)
      if (row.status === 'renamed') expect(row.vobiz, `${row.on}@${row.plivo}`).not.toBe(row.plivo)
      if (row.status === 'dropped-no-equivalent') expect(row.vobiz, `${row.on}@${row.plivo}`).toBeNull()
    }
  })
})

describe('lookup', () => {
  it('finds every event by each provider name and alias', () => {
    for (const row of EVENTS) {
      for (const name of [row.plivo, row.vobiz]) if (name !== null) expect(findEvent(name)).toBe(row)
    }
    expect(findEvent('startapp')).toBeUndefined()
    expect(findEvent('toString')).toBeUndefined()
  })

  it('finds every parameter by its Vobiz name', () => {
    for (const row of PARAMS) if (row.vobiz !== null) expect(findParam(row.vobiz)).toBe(row)
    expect(findParam('constructor')).toBeUndefined()
  })

  it('gives the attributes of an element in table order', () => {
    expect([...getAttributes('Wait').keys()]).toEqual(
      ATTRIBUTES.filter((row) => row.on === 'Wait').map((row) => row.plivo),
    )
    expect(getAttributes('Nothing').size).toBe(0)
  })
})

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

function compareKeys(a: readonly Key[], b: readonly Key[]): number {
  for (const [index, left] of a.entries()) {
    const right = b[index]
    if (right === undefined || left === right) continue
    return typeof left === 'number' && typeof right === 'number'
      ? left - right
      : compareText(String(left), String(right))
  }
  return 0
}
