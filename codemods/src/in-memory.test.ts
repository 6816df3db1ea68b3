import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { rewriteText } from './in-memory.ts'

const fixture = (name: string): string =>
  readFileSync(new URL(`../transforms/js-signature/fixtures/plain-default-import/${name}`, import.meta.url), 'utf8')

it('makes of a text what a run makes of a file', () => {
  const { newText, packages, findings } = rewriteText({ path: 'app.ts', text: fixture('input.ts') })
  expect(newText).toBe(fixture('expected.ts'))
  expect(packages).toEqual(['@plivo-to-vobiz/signatures'])
  expect(findings).not.toHaveLength(0)
})

it('accounts for every line that names the provider', () => {
  const { mentions, findings } = rewriteText({
    path: 'a.js',
    text: "// plivo\nimport x from 'plivo-stream-sdk-node'\n",
  })
  expect(mentions.map(({ line, verdict }) => [line, verdict])).toEqual([
    [1, 'nothing'],
    [2, 'person'],
  ])
  expect(findings).toHaveLength(1)
})

it('leaves a text without Plivo alone', () => {
  expect(rewriteText({ path: 'a.ts', text: 'export const a = 1\n' })).toEqual({
    newText: 'export const a = 1\n',
    findings: [],
    mentions: [],
    packages: [],
    newFiles: [],
  })
})

it('says where a text does not parse', () => {
  expect(() => rewriteText({ path: 'a.js', text: 'const plivo = \n(' })).toThrow(/^line 2: /)
})

it('rewrites the script of a component, and nothing around it', () => {
  const component = (script: string): string =>
    `<template><p>Hi</p></template>\n<script lang="ts">\n${script}</script>\n`
  const { newText } = rewriteText({ path: 'check.vue', text: component(fixture('input.ts')) })
  expect(newText).toBe(component(fixture('expected.ts')))
})
