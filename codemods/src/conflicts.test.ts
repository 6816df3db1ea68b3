import { expect, it } from 'vitest'
import { resolveConflicts } from './conflicts.ts'
import type { Edit } from './touchpoint.ts'

const edit = (start: number, end: number, text = 'x'): Edit => ({ start, end, text })

it('makes an edit that several touchpoints bring once', () => {
  const { edits, refused } = resolveConflicts([
    [edit(0, 1), edit(5, 6)],
    [edit(0, 1), edit(8, 9)],
  ])
  expect(edits).toEqual([edit(0, 1), edit(5, 6), edit(8, 9)])
  expect([...refused]).toEqual([])
})

it('leaves out the later of two that clash, whole', () => {
  const { edits, refused } = resolveConflicts([[edit(0, 4)], [edit(3, 5), edit(9, 9)], [edit(7, 8)]])
  expect(edits).toEqual([edit(0, 4), edit(7, 8)])
  expect([...refused]).toEqual([1])
})

it('lets touchpoints that share an edit fall together', () => {
  const { edits, refused } = resolveConflicts([[edit(3, 5)], [edit(0, 1), edit(4, 6)], [edit(0, 1), edit(8, 9)]])
  expect(edits).toEqual([edit(3, 5)])
  expect([...refused]).toEqual([1, 2])
})

it('leaves out a touchpoint whose own edits clash', () => {
  expect([...resolveConflicts([[edit(0, 4), edit(2, 3)], [edit(6, 7)]]).refused]).toEqual([0])
})

it('never counts a touchpoint without edits as refused', () => {
  expect([...resolveConflicts([[], [edit(1, 2)], []]).refused]).toEqual([])
})
