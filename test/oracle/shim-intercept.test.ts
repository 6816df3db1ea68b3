import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { stringify } from 'node:querystring'
import { expressIntercept } from '@plivo-to-vobiz/shim/express'
import express from 'express'
import fc from 'fast-check'
import plivo from 'plivo'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { PLIVO_TOKEN, PUBLIC, send, signVobiz, VOBIZ_TOKEN } from '../contract/adapter-callbacks.ts'

// What the intercept signs is judged by Plivo's own package, in an application that uses it as Plivo's page shows.

let origin = ''
const server = createServer()

beforeAll(async () => {
  const app = express()
  app.use(
    expressIntercept({
      plivo: { authToken: PLIVO_TOKEN },
      vobiz: { authToken: VOBIZ_TOKEN },
      publicUrl: PUBLIC,
      parameterLimit: 10_000,
    }),
  )
  app.use(express.urlencoded({ extended: false, parameterLimit: 10_000 }))
  app.all('/*path', (request, response) => {
    const { method, originalUrl, headers } = request
    const nonce = String(headers['x-plivo-signature-v3-nonce'])
    const signature = String(headers['x-plivo-signature-v3'])
    const params = method === 'POST' ? { ...request.body } : {}
    const valid = plivo.validateV3Signature(method, PUBLIC + originalUrl, nonce, PLIVO_TOKEN, signature, params)
    response.status(valid ? 200 : 403).json(params)
  })
  server.on('request', app as RequestListener)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(() => new Promise((resolve) => server.close(resolve)))

/** Any text but lone surrogates, which no encoding carries, and names the package itself loses. */
const text = fc.string({ unit: 'grapheme' })
const name = text.filter((each) => each !== '' && !(each in {}))
const form = fc.dictionary(name, fc.oneof(text, fc.array(text, { minLength: 2, maxLength: 3 })), { maxKeys: 12 })
/** Plivo's package takes whatever stands before an at sign for credentials. */
const query = fc.dictionary(
  fc.stringMatching(/^[a-zA-Z]\w{0,5}$/).filter((each) => !(each in {})),
  fc.stringMatching(/^[\w .~-]{0,8}$/),
)

it('Plivo accepts every POST the intercept hands on', async () => {
  await fc.assert(
    fc.asyncProperty(form, query, async (fields, own) => {
      const path = `/voice/any${Object.keys(own).length === 0 ? '' : `?${stringify(own)}`}`
      const body = stringify({ CallUUID: '1', Event: 'Redirect', ...fields })
      const answer = await send(origin, path, { body, headers: signVobiz({ url: PUBLIC + path }) })
      expect(answer.status).toBe(200)
      expect(JSON.parse(answer.body)).toMatchObject({ CallUUID: '1' })
    }),
    { numRuns: 300 },
  )
})

it('Plivo accepts every GET the intercept hands on', async () => {
  await fc.assert(
    fc.asyncProperty(query, async (own) => {
      const path = `/voice/any?${stringify({ CallUUID: '1', Event: 'Redirect', ...own })}`
      const answer = await send(origin, path, { method: 'GET', headers: signVobiz({ url: PUBLIC + path }) })
      expect(answer.status).toBe(200)
    }),
    { numRuns: 200 },
  )
})

it('and refuses what was changed after it', async () => {
  const answer = await send(origin, '/voice/any', {
    body: 'CallUUID=1',
    headers: {
      'x-plivo-signature-v3': 'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=',
      'x-plivo-signature-v3-nonce': '1',
    },
  })
  expect(answer.status).toBe(403)
})
