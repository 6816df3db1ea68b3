import { expect, it } from 'vitest'
import { findSpecifiers } from './specifiers.ts'

it.each([
  ['import a from \'./a\'\nexport * from "../b.js"', './a\n../b.js'],
  ["import './a'; const b = require( `b` ); const c = await import('./c')", './a\nb\n./c'],
  ["import a from './a'\nimport type { A } from './a'", './a'],
  ["import a from './grüße'", './grüße'],
  ["transform('./a'); important('./b'); const from = './c'", ''],
])('finds what %j loads', (text, specifiers) => {
  expect(findSpecifiers(Buffer.from(text))).toBe(specifiers)
})
