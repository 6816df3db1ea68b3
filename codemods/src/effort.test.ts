import { expect, it } from 'vitest'
import { estimateEffort, formatHours } from './effort.ts'
import type { Finding } from './touchpoint.ts'

const at = (file: string, kind: Finding['kind'], action: Finding['action']): Finding => ({
  code: 'x',
  kind,
  action,
  file,
  line: 1,
  column: 1,
  endLine: 1,
  endColumn: 2,
  language: 'javascript',
  message: '',
  docs: '',
})

it('counts further places of one kind in one file a quarter, and gives half to double the sum', () => {
  const four = Array.from({ length: 4 }, () => at('a.js', 'no-equivalent', 'manual'))
  // 120 + 3 x 30 = 210 minutes
  expect(estimateEffort(four).hours).toEqual({ low: 2, high: 7 })
  expect(estimateEffort([...four, at('b.js', 'no-equivalent', 'manual')]).hours).toEqual({ low: 3, high: 11 })
})

it('says how it was computed, and nothing when nothing is left', () => {
  const effort = estimateEffort([])
  expect(formatHours(effort)).toBe('nothing left')
  expect(effort.basis).toMatch(/fixed table, not measured/)
  expect(formatHours(estimateEffort([at('a.js', 'other', 'auto')]))).toBe('about 0.5 h')
})
