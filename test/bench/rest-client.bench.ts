import { createRequire } from 'node:module'
import { Client } from '@plivo-to-vobiz/rest-client'
import plivo from 'plivo'
import { measureImport } from './import-time.ts'
import { type Group, measure, printResults } from './rounds.ts'

const require = createRequire(import.meta.url)
const axios = createRequire(require.resolve('plivo'))('axios')
const BODY = { api_id: 'api', message: 'Call fired', request_uuid: 'r-1' }
const URL = 'https://app.example/answer'

/** Placing a call without a network: names, checks and objects alone. */
function callGroup(): Group {
  const text = JSON.stringify(BODY)
  const fetch = async (): Promise<Response> => new Response(text, { status: 201 })
  axios.defaults.adapter = async (config: object) => ({
    status: 201,
    statusText: '',
    headers: {},
    config,
    data: text,
    request: {},
  })
  const ours = new Client('MA_1', 'token', { fetch, onWarning: () => undefined })
  const theirs = new plivo.Client(`MA${'X'.repeat(18)}`, 'token')
  const options = { hangupUrl: 'https://app.example/hangup', timeLimit: 600 }
  return {
    title: 'calls.create, transport replaced',
    cases: [
      {
        name: 'fetch, JSON in and out, nothing else',
        goal: '',
        run: async () => (await (await fetch()).json()).request_uuid,
      },
      {
        name: '@plivo-to-vobiz/rest-client',
        goal: 'none',
        run: () => ours.calls.create('1', '2', URL, { ...options }),
      },
      { name: 'plivo', goal: '', run: () => theirs.calls.create('1', '2', URL, { ...options }) },
    ],
  }
}

/** The client beside Plivo's, and what an import costs. */
export async function bench(): Promise<readonly string[]> {
  const group = callGroup()
  const lines = [...printResults(group, await measure(group)), 'import in a fresh process, ms (goal for ours: <= 25)']
  for (const name of ['@plivo-to-vobiz/rest-client', 'plivo', 'twilio'])
    lines.push(`  ${name.padEnd(44)}  ${measureImport(name).toFixed(1).padStart(10)}`)
  return lines
}
