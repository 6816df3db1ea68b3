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

  it('never hands the token of Vobiz over as that of Plivo', async () => {
    const shim = `const { expressIntercept } = require('@plivo-to-vobiz/shim/express')

module.exports = expressIntercept({
  plivo: { authToken: process.env.PLIVO_AUTH_TOKEN },
  vobiz: { authToken: process.env.VOBIZ_AUTH_TOKEN },
})
`
    const tree = createTree({ 'package.json': PACKAGE, 'client.js': CLIENT, 'config.js': CONFIG, 'shim.js': shim })
    const { changes, findings } = await plan({ paths: [tree.root], target: 'vobiz' })
    expect(changes.map(({ file }) => file)).toEqual(['client.js', 'config.js', 'package.json'])
    expect(findings.map(({ file, code }) => `${file} ${code}`)).toContain('shim.js shim-left')
  })

  it('names each variable of an environment that was taken apart as its uses do', async () => {
    const config = `const { PLIVO_AUTH_ID, PLIVO_AUTH_TOKEN: authToken } = process.env

exports.authId = PLIVO_AUTH_ID
exports.authToken = authToken
`
    const tree = createTree({ 'package.json': PACKAGE, 'client.js': CLIENT, 'config.js': config })
    const { changes } = await plan({ paths: [tree.root], target: 'vobiz' })
    expect(
      changes.find(({ file }) => file === 'config.js')?.newText,
    ).toBe(`const { VOBIZ_AUTH_ID: PLIVO_AUTH_ID, VOBIZ_AUTH_TOKEN: authToken } = process.env

exports.authId = PLIVO_AUTH_ID
exports.authToken = authToken
`)
  })

  it('leaves settings that are named like the variables where they are made and where they are used', async () => {
    const env = `import { z } from 'zod'

export const env = z.object({ PLIVO_AUTH_ID: z.string() }).parse(process.env)
export const hasId = env.PLIVO_AUTH_ID !== ''
`
    const tree = createTree({ 'package.json': PACKAGE, 'client.js': CLIENT, 'config.js': CONFIG, 'env.ts': env })
    const { changes, findings } = await plan({ paths: [tree.root], target: 'vobiz' })
    expect(changes.map(({ file }) => file)).not.toContain('env.ts')
    expect(findings.filter(({ file }) => file === 'env.ts').map(({ code }) => code)).toEqual(['env-var'])
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
