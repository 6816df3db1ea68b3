/**
 * Loaded before an application (`node --import @plivo-to-vobiz/simulator/redirect-rest app.js`), sends its requests for
 * the REST API of either provider to the stand-in of the simulator, whatever SDK makes them. The address of the stand-in
 * is the environment variable `SIMULATOR_REST_URL`, which has to be on loopback.
 */
import http from 'node:http'
import https from 'node:https'
import { syncBuiltinESMExports } from 'node:module'
import { REST_API } from '@plivo-to-vobiz/mappings'
import { toTarget } from './loopback.ts'

const HOSTS: readonly string[] = [REST_API.base, REST_API.plivoBase].map((base) => new URL(base).hostname)
const given = process.env.SIMULATOR_REST_URL
const standIn = given === undefined ? undefined : new URL(toTarget(given).app)

/** Address of the stand-in that requests go to; nothing when the environment names none, and nothing is redirected. */
export const REDIRECTED_TO: string | undefined = standIn?.origin

type Send = typeof https.request

if (standIn !== undefined) {
  const send = https.request
  const redirect = (...args: Parameters<Send>): ReturnType<Send> => {
    const [first, second, third] = args
    const isUrl = typeof first === 'string' || first instanceof URL
    const asked = isUrl ? new URL(first) : undefined
    const options: https.RequestOptions = isUrl ? (typeof second === 'object' ? second : {}) : first
    const host = asked?.hostname ?? options.hostname ?? options.host ?? ''
    if (!HOSTS.includes(host)) return send(...args)
    const answer = [second, third].find((one) => typeof one === 'function')
    const { agent: _agent, protocol: _protocol, host: _host, ...rest } = options
    const path = asked === undefined ? options.path : asked.pathname + asked.search
    const local = { ...rest, hostname: standIn.hostname, port: standIn.port, ...(path ? { path } : {}) }
    return http.request(local, answer)
  }
  https.request = redirect as Send
  https.get = ((...args: Parameters<Send>) => {
    const request = redirect(...args)
    request.end()
    return request
  }) as Send
  syncBuiltinESMExports()

  const ask = globalThis.fetch
  globalThis.fetch = (input, init) => {
    const url = new URL(input instanceof Request ? input.url : String(input))
    if (!HOSTS.includes(url.hostname)) return ask(input, init)
    url.protocol = 'http:'
    url.host = standIn.host
    return input instanceof Request ? ask(new Request(url, input), init) : ask(url, init)
  }
}
