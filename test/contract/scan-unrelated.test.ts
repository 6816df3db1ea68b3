import { realpathSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { scan } from '@plivo-to-vobiz/codemods'
import { describe, expect, it } from 'vitest'

/** Code bases of other people, installed for other tests: three voice platforms, two of whose XML has the same root, among them. */
const PACKAGES = [
  ...['twilio', '@signalwire/compatibility-api', '@jambonz/node-client', 'express', 'fastify', 'koa', 'fast-check'],
  ...['ioredis', '@nestjs/common', '@nestjs/core', 'rxjs', 'prom-client', 'http-proxy'],
]

const findFolder = (name: string): string => {
  const first = join(import.meta.dirname, '../node_modules')
  return realpathSync(join(first, name))
}

describe('a code base that has nothing to do with Plivo has no finding', () => {
  it.each(PACKAGES)('%s', async (name) => {
    const folder = findFolder(name)
    const { findings, files, mentions, skipped } = await scan({ paths: [folder], cwd: dirname(folder) })
    expect(findings).toEqual([])
    expect(mentions.lines).toBe(0)
    expect(skipped).toEqual([])
    expect(files.walked).toBeGreaterThan(3)
  })
})
