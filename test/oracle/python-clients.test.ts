import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { beforeAll, expect, it } from 'vitest'
import { planFile } from '../../codemods/src/plan-file.ts'
import { TRANSFORMS } from '../../codemods/src/transforms.ts'
import { ROOT } from '../agreement/workspace.ts'
import { describePython, getPythonWith } from './python.ts'

/**
 * Programs before and after the migration to Vobiz alone, run by the real interpreter with the packages both vendors
 * publish: what is sent afterwards is what was sent before, at Vobiz's address with Vobiz's credentials.
 */

interface Sent {
  readonly method: string
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: Readonly<Record<string, unknown>> | null
}

const DRIVER = join(ROOT, 'test/oracle/python-clients-driver.py')
let python = ''

const run = (program: string): readonly Sent[] =>
  JSON.parse(execFileSync(python, ['-B', DRIVER], { input: program, encoding: 'utf8' }).trim().split('\n').at(-1) ?? '')

function migrate(program: string): string {
  const file = { path: 'program.py', text: program, language: 'python' } as const
  return planFile(file, TRANSFORMS, { target: 'vobiz' }).newText
}

const CLIENT = `import os

import plivo

client = plivo.RestClient(os.environ['PLIVO_AUTH_ID'], os.environ['PLIVO_AUTH_TOKEN'])
URL = 'https://a.example/answer'
response = client.calls.create('14155550100', '14155550101', URL)
assert response.request_uuid == 'r-1'
client.calls.create(from_='14155550100', to_='14155550101<14155550102', answer_url=URL, answer_method='GET', ring_timeout=30, hangup_url=URL, time_limit=60)
client.calls.transfer('u-1', legs='aleg', aleg_url=URL)
client.calls.update('u-1', legs='aleg', aleg_url=URL)
client.calls.record('u-1', time_limit=60, file_format='wav', callback_url=URL)
client.calls.record_stop('u-1')
client.calls.speak('u-1', 'Hello', voice='WOMAN', language='en-US')
client.calls.speak_stop('u-1')
client.calls.play('u-1', URL, length=5)
client.calls.play_stop('u-1')
client.calls.send_digits('u-1', '12', leg='aleg')
client.calls.delete('u-1')
try:
    client.calls.hangup('u-1')
except plivo.exceptions.PlivoRestError:
    raise SystemExit(1)
`

const REQUESTS = `import os
import httpx
import requests

ID = os.environ['PLIVO_AUTH_ID']
TOKEN = os.environ['PLIVO_AUTH_TOKEN']
body = {'from': '14155550100', 'to': '14155550101', 'answer_url': 'https://a.example', 'answer_method': 'POST'}
requests.post(f'https://api.plivo.com/v1/Account/{ID}/Call/', json=body, auth=(ID, TOKEN), timeout=5)
requests.delete('https://api.plivo.com/v1/Account/{}/Call/{}/'.format(ID, 'u-1'), auth=(ID, TOKEN), headers={'Accept': 'text/plain'})
with httpx.Client(auth=(ID, TOKEN)) as session:
    session.post('https://api.plivo.com/v1/Account/%s/Call/%s/Speak/' % (ID, 'u-1'), json={'text': 'Hello'})
`

/** The path after the account. */
const pathOf = ({ url }: Sent): string => url.replace(/^.*\/Account\/[^/]+/, '').replace(/\?.*$/, '')

describePython('requests of rewritten Python', () => {
  beforeAll(async () => {
    python = await getPythonWith([join(ROOT, 'test/oracle/python-clients.txt')])
  }, 300_000)

  it.each([
    ['the client of the published package', CLIENT, 13],
    ['requests and httpx', REQUESTS, 3],
  ])('%s asks Vobiz what it asked Plivo', (_, program, count) => {
    const migrated = migrate(program)
    expect(migrated).not.toContain('import plivo')
    const [before, after] = [run(program), run(migrated)]
    expect(before).toHaveLength(count)
    expect(after.map((one) => [one.method, pathOf(one)])).toEqual(before.map((one) => [one.method, pathOf(one)]))
    for (const [index, one] of after.entries()) {
      expect(one.url).toMatch(/^https:\/\/api\.vobiz\.ai\/api\/v1\/Account\/MA_TEAM\//)
      expect(one.headers).toMatchObject({ 'x-auth-id': 'MA_TEAM', 'x-auth-token': 'vobiz-token' })
      expect(one.headers).not.toHaveProperty('authorization')
      const sent = Object.entries(one.body ?? {})
      for (const [name, value] of sent)
        expect([name, String(value)]).toEqual([name, String(before[index]?.body?.[name])])
    }
    const [created] = after
    expect(created?.body).toMatchObject({ from: '14155550100', to: '14155550101', answer_method: 'POST' })
  })

  it('asks Plivo as before while both are in use', () => {
    const file = { path: 'program.py', text: CLIENT, language: 'python' } as const
    expect(planFile(file, TRANSFORMS, { target: 'both' }).newText).toBe(CLIENT)
  })
})
