import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { apply } from './apply.ts'
import { plan } from './run.ts'
import { createTree } from './tree.fixture.ts'

const PACKAGE = `{
  "name": "ivr",
  "dependencies": {
    "express": "^5.0.0",
    "plivo": "^4.70.0"
  }
}
`
const CLIENT = `const plivo = require('plivo')
const config = require('./config')

exports.dial = (to) => new plivo.Client(config.authId, config.authToken).calls.create('14155550100', to, config.url)
`
const CONFIG = `module.exports = {
  authId: process.env.PLIVO_AUTH_ID,
  authToken: process.env.PLIVO_AUTH_TOKEN,
  url: 'https://ivr.example.com/answer',
}
`
const MESSAGES = `const plivo = require('plivo')

exports.tell = (to) => new plivo.Client().messages.create('14155550100', to, 'Ready')
`
const dependencies = (text: string): readonly string[] => Object.keys(JSON.parse(text).dependencies)

describe('the end of the migration', () => {
  it('takes the SDK out of the manifest and reads the settings of Vobiz once nothing needs Plivo', async () => {
    const tree = createTree({ 'package.json': PACKAGE, 'client.js': CLIENT, 'config.js': CONFIG })
    const done = await plan({ paths: [tree.root], target: 'vobiz' })
    await apply(done, { force: true })
    const read = (file: string): string => readFileSync(tree.path(file), 'utf8')
    expect(dependencies(read('package.json'))).toEqual(['@plivo-to-vobiz/rest-client', 'express'])
    expect(read('config.js')).toBe(CONFIG.replaceAll('PLIVO_', 'VOBIZ_'))
    expect(['client.js', 'config.js', 'package.json'].map(read).join('').replaceAll('@plivo-to-vobiz', '')).not.toMatch(
      /plivo/i,
    )
    expect((await plan({ paths: [tree.root], target: 'vobiz' })).changes).toEqual([])
  })

  it('leaves both while a client still sends messages through Plivo', async () => {
    const files = { 'package.json': PACKAGE, 'client.js': CLIENT, 'config.js': CONFIG, 'messages.js': MESSAGES }
    const tree = createTree(files)
    const { changes, findings } = await plan({ paths: [tree.root], target: 'vobiz' })
    expect(changes.map(({ file }) => file)).toEqual(['client.js', 'package.json'])
    expect(dependencies(changes[1]?.newText ?? '{}')).toContain('plivo')
    expect(findings.map(({ code }) => code)).toContain('dependency-left')
  })

  it('leaves the manifest while a part of the package was not looked at', async () => {
    const tree = createTree({ 'package.json': PACKAGE, 'src/client.js': CLIENT })
    const { changes } = await plan({ paths: [tree.path('src'), tree.path('package.json')], target: 'vobiz' })
    expect(changes.map(({ newText }) => newText).join('')).toContain('"plivo"')
  })

  it('comes to the same in one step and in two', async () => {
    const files = { 'package.json': PACKAGE, 'client.js': CLIENT, 'config.js': CONFIG }
    const [once, twice] = [createTree(files), createTree(files)]
    await apply(await plan({ paths: [once.root], target: 'vobiz' }), { force: true })
    await apply(await plan({ paths: [twice.root], target: 'both' }), { force: true })
    await apply(await plan({ paths: [twice.root], target: 'vobiz' }), { force: true })
    for (const file of Object.keys(files))
      expect(readFileSync(twice.path(file), 'utf8')).toBe(readFileSync(once.path(file), 'utf8'))
  })
})
