import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { INSTRUMENTS } from '@plivo-to-vobiz/shim/metrics'
import { describe, expect, it } from 'vitest'

const GUIDES = join(import.meta.dirname, '../../docs/guides')
const read = (name: string): string => readFileSync(join(GUIDES, name), 'utf8')
const dashboard = read('monitoring/dashboard.json')
const alerts = read('monitoring/alerts.yaml')

const NAMES: ReadonlySet<string> = new Set(Object.values(INSTRUMENTS).map(({ name }) => name))

/** Names of metrics in a text; those of a histogram without the part they are stored in. */
const findNames = (text: string): readonly string[] => [
  ...new Set((text.match(/\bplivo_to_vobiz_\w+/g) ?? []).map((name) => name.replace(/_(?:bucket|sum|count)$/, ''))),
]

/** Labels asked for of each metric. */
const findLabels = (text: string): readonly (readonly [string, string])[] =>
  [...text.matchAll(/\b(plivo_to_vobiz_\w+)\{([^}]*)\}/g)].flatMap(([, name = '', list = '']) =>
    [...list.matchAll(/(\w+)\s*(?:=~|!~|!=|=)/g)].map(([, label = '']) => [name, label] as const),
  )

describe.each([
  ['dashboard', dashboard],
  ['alerts', alerts],
])('the %s', (_, text) => {
  it('name no metric that is not there', () => {
    expect(findNames(text).filter((name) => !NAMES.has(name))).toEqual([])
  })

  it('ask for no label that is not there', () => {
    const byName = new Map<string, ReadonlySet<string>>(
      Object.values(INSTRUMENTS).map(({ name, labels }) => [name, new Set(labels)]),
    )
    const wrong = findLabels(text.replaceAll('\\"', '"')).filter(([name, label]) => {
      const labels = byName.get(name.replace(/_(?:bucket|sum|count)$/, ''))
      return label !== 'job' && label !== 'le' && labels?.has(label) !== true
    })
    expect(wrong).toEqual([])
  })
})

it('every metric is on the dashboard', () => {
  const shown = new Set(findNames(dashboard))
  expect([...NAMES].filter((name) => !shown.has(name))).toEqual([])
})

it('every alert is told of in the guide', () => {
  const names = [...alerts.matchAll(/- alert: (\w+)/g)].map(([, name = '']) => name)
  expect(names.length).toBeGreaterThan(5)
  const guide = read('monitor.md')
  expect(names.filter((name) => !guide.includes(`\`${name}\``))).toEqual([])
})
