import {
  findGap,
  findRoute,
  GAP_REASONS,
  type GapReason,
  LEGACY_ROUTES,
  type LegacyRouteRow,
  REST_API,
  ROUTE_GAPS,
  ROUTES,
  type RouteGapRow,
  type RouteRow,
  SOURCES,
  type Target,
} from '@plivo-to-vobiz/mappings'
import { describe, expect, it } from 'vitest'

const routes: readonly RouteRow[] = ROUTES
const gaps: readonly RouteGapRow[] = ROUTE_GAPS
const legacy: readonly LegacyRouteRow[] = LEGACY_ROUTES

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
const placeholders = (path: string): readonly string[] =>
  [...path.matchAll(/\{\+?(\w+)\}/g)].flatMap((match) => match[1] ?? [])

describe.each([
  { name: 'ROUTES', rows: routes, keys: routes.map((row) => row.id) },
  { name: 'ROUTE_GAPS', rows: gaps, keys: gaps.map((row) => row.id) },
  { name: 'LEGACY_ROUTES', rows: legacy, keys: legacy.map((row) => row.name) },
])('$name', ({ rows, keys }) => {
  it('has rows, each with a status, a known source and a date', () => {
    expect(rows.length).toBeGreaterThan(0)
    for (const row of rows) {
      expect(['same', 'renamed', 'partial', 'split', 'no-equivalent']).toContain(row.status)
      expect(row.source.length).toBeGreaterThan(0)
      for (const source of row.source) expect(SOURCES).toHaveProperty([source])
      expect(row.checked).toMatch(/^20\d\d-\d\d-\d\d$/)
    }
  })

  it('is sorted and holds each key once', () => {
    expect(keys).toEqual([...keys].sort(compareText))
    expect(new Set(keys).size).toBe(keys.length)
  })
})

describe('routes', () => {
  it('counts as the reference sheet does, the second name of subaccounts included', () => {
    const all = [...routes, ...routes.filter((row) => row.id.startsWith('subaccounts.'))]
    const count = (status: string): number => all.filter((row) => row.status === status).length
    expect([count('same'), count('renamed'), count('partial'), count('split')]).toEqual([43, 12, 15, 3])
    expect(gaps.filter((row) => row.reason !== 'inherited' && row.id !== 'multiPartyCalls.makeMpcId').length).toBe(135)
  })

  it('fills every place of a path from an argument, the account or an earlier answer', () => {
    for (const row of routes) {
      if (row.unverified) continue
      const known = new Set(['auth_id', ...row.arguments])
      for (const path of [row.plivo.path, row.vobiz?.path ?? ''])
        for (const name of placeholders(path)) expect(known.has(name), `${row.id} ${path}`).toBe(true)
      for (const step of row.steps ?? [])
        for (const name of placeholders(step.path))
          expect(known.has(name) || name in (step.take ?? {}), `${row.id} ${step.path}`).toBe(true)
    }
  })

  it('starts every path with one slash and keeps the slash rules of each family', () => {
    const targets = routes.flatMap((row): readonly Target[] => [
      ...(row.vobiz ? [row.vobiz] : []),
      ...(row.steps ?? []),
    ])
    for (const { path } of targets) {
      expect(path).toMatch(/^\/[a-zA-Z]/)
      expect(path).not.toMatch(/\/\/|\?|#/)
      if (/^\/Account\/\{auth_id\}\/(Application|Conference|Endpoint|Recording)\//.test(path))
        expect(path).toMatch(/\/$/)
      if (/\/(cdr|numbers|inventory|balance)\b/.test(path)) expect(path).not.toMatch(/\/$/)
    }
  })

  it('never says status without a live or queued value on the calls routes', () => {
    for (const row of routes) {
      if (row.vobiz?.verb === 'GET' && /\/Call\/(\{\w+\}\/?)?$/.test(row.vobiz.path))
        expect(['live', 'queued']).toContain(row.vobiz.query?.status)
    }
  })

  it('reads are repeated, calls, purchases and transfers never', () => {
    for (const row of routes)
      if (!row.unverified) expect(row.repeat === 'read', row.id).toBe((row.vobiz ?? row.steps?.[0])?.verb === 'GET')
    for (const id of ['calls.create', 'calls.transfer', 'numbers.buy', 'numbers.unrent', 'subaccounts.create'])
      expect(findRoute(id)?.repeat).toBe('never')
  })

  it('says what a partial method loses', () => {
    for (const row of routes)
      if (row.status === 'partial' && !row.unverified) expect(row.loses, row.id).toBeTypeOf('string')
  })

  it('names only options the method takes', () => {
    for (const row of routes) {
      const known = new Set([...row.arguments, ...(row.options ?? [])])
      for (const name of [...(row.refuse ?? []), ...(row.omit ?? [])])
        expect(known.has(name), `${row.id} ${name}`).toBe(true)
      for (const { plivo } of row.send ?? []) expect(known.has(plivo), `${row.id} ${plivo}`).toBe(true)
      for (const step of row.steps ?? []) if (step.when) expect(known.has(step.when.argument), row.id).toBe(true)
    }
  })
})

describe('gaps', () => {
  it('gives each method a reason that names the gap and what to do', () => {
    for (const row of gaps) expect(GAP_REASONS, row.id).toHaveProperty([row.reason])
    const reasons: readonly GapReason[] = Object.values(GAP_REASONS)
    for (const { gap, instead } of reasons) {
      expect(gap).toMatch(/\.$/)
      expect(instead).toMatch(/^[A-Z].*\.$/)
    }
    expect(Object.keys(GAP_REASONS)).toEqual(Object.keys(GAP_REASONS).sort(compareText))
    expect(new Set(gaps.map((row) => row.reason))).toEqual(new Set(Object.keys(GAP_REASONS)))
  })

  it('is never a route as well', () => {
    for (const row of gaps) expect(findRoute(row.id), row.id).toBeUndefined()
  })
})

describe('legacy methods', () => {
  it('point at rows', () => {
    for (const row of legacy) {
      if (row.modern === null) expect(row.status).toBe('no-equivalent')
      else expect(findRoute(row.modern) ?? findGap(row.modern), row.name).toBeDefined()
    }
  })

  it('feed arguments the modern method has', () => {
    for (const row of legacy) {
      const target = row.modern === null ? undefined : findRoute(row.modern)
      for (const argument of Object.values(row.ids)) expect(target?.arguments, row.name).toContain(argument)
    }
  })
})

describe('lookup', () => {
  it('finds a method under both names of the sub-accounts', () => {
    expect(findRoute('subAccounts.create')).toBe(findRoute('subaccounts.create'))
    expect(findRoute('calls.create')?.id).toBe('calls.create')
    expect(findRoute('toString')).toBeUndefined()
    expect(findGap('calls.create')).toBeUndefined()
  })

  it('knows the service by https alone', () => {
    expect(REST_API.base).toMatch(/^https:\/\/.*[^/]$/)
  })
})
