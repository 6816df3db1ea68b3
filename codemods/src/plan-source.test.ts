import { describe, expect, it } from 'vitest'
import { getLanguageOf } from './languages.ts'
import { planSource } from './plan-source.ts'
import { TRANSFORMS } from './transforms.ts'
import { CHECK } from './tree.fixture.ts'

const plan = (path: string, text: string) =>
  planSource({ path, text, language: getLanguageOf(path).name }, TRANSFORMS, { target: 'both' })

const SCRIPT = CHECK.replace("const plivo = require('plivo')", "import plivo from 'plivo'").replace(
  'module.exports =',
  'export const check =',
)

describe('scripts of components', () => {
  it.each(['a.vue', 'a.svelte', 'a.html'])('are rewritten in place: %s', (path) => {
    const before = '<!-- <script>plivo</script> -->\r\n<template><p a=">">Plivo</p></template>\n<script lang="ts">\n'
    const after = '</script>\n<style>p { color: red }</style>\n'
    const { newText, findings } = plan(path, before + SCRIPT + after)
    expect(newText.startsWith(before)).toBe(true)
    expect(newText.endsWith(after)).toBe(true)
    expect(newText).toContain("from '@plivo-to-vobiz/signatures/either'")
    const moved = findings.find(({ code }) => code === 'sdk-import-moved')
    expect(moved).toMatchObject({ line: 4, language: 'typescript' })
  })

  it('are read in the front matter of Astro', () => {
    const { newText } = plan('a.astro', `---\n${SCRIPT}---\n<p>{check}</p>\n`)
    expect(newText).toMatch(/^---\nimport \{ validateV3Signature \} from '@plivo-to-vobiz/)
  })

  it.each([
    ['a template in a script element', '<script type="text/template">const plivo = require("plivo")</script>'],
    ['data', '<script type="application/ld+json">{"a":"require(plivo)"}</script>'],
    ['a comment', '<!-- <script>require("plivo")</script> -->'],
  ])('are not %s', (_, text) => {
    expect(plan('a.html', text).findings).toEqual([])
  })

  it('may be several, each with its own place', () => {
    const text =
      '<script context="module">\nimport plivo from \'plivo\'\nnew plivo.Client()\n</script>\n<script>\nconst id = process.env.PLIVO_AUTH_ID\n</script>\n'
    const lines = plan('a.svelte', text).findings.map(({ line, code }) => `${line} ${code}`)
    expect(lines).toContain('3 sdk-client-environment')
    expect(lines).toContain('6 env-var')
  })
})
