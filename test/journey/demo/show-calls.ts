import {
  type Caller,
  compareCalls,
  type ProbeResult,
  renderDifferences,
  renderProbe,
  renderSideBySide,
  renderTranscript,
  type Transcript,
} from '@plivo-to-vobiz/simulator'
import { sendBadRequests } from './bad-requests.ts'
import { readCallLog } from './call-log.ts'
import { createCallerFor, createDeployment, SALES_CALL, VOICEMAIL_CALL } from './calls.ts'
import { type Check, checkEvidence } from './check.ts'
import type { CleanUp } from './clean-up.ts'
import { paint, print, printBlock, printHead, printStep, WIDTH } from './print.ts'
import { startApp } from './start-app.ts'

const TEXT = { paint, width: WIDTH }

interface Callers {
  readonly plivo: Caller
  readonly vobiz: Caller
}

/** Steps 5 to 8: start the application, call it, compare, attack. Gives what was found out. */
export async function showCalls(folder: string, cleanUp: CleanUp): Promise<readonly Check[]> {
  printStep(
    5,
    'Start it',
    'As a process of its own, on a free port. Both providers know it as https://ivr.example.com.',
  )
  const deployment = createDeployment()
  const app = await startApp({ folder }, deployment, cleanUp)
  print(`It listens on ${app.url}, with made-up tokens of both providers in its environment.`)
  const callers: Callers = {
    plivo: createCallerFor('plivo', app, deployment),
    vobiz: createCallerFor('vobiz', app, deployment),
  }

  printStep(
    6,
    'One call as Plivo, the same as Vobiz',
    'Over HTTP, really signed: we call a customer, who presses 1 and talks to sales for 42 s.',
  )
  printHead('As Plivo')
  const plivo = await callers.plivo.call(SALES_CALL)
  printBlock(renderTranscript(plivo, TEXT))
  printHead('As Vobiz')
  const vobiz = await callers.vobiz.call(SALES_CALL)
  print(renderTranscript(vobiz, TEXT))

  printStep(
    7,
    'Side by side',
    'Rows marked | differ between provider and shim. The routes behind it see Plivo both times.',
  )
  const comparison = compareCalls(plivo, vobiz)
  printBlock(renderSideBySide(comparison, TEXT))
  printHead('What differed')
  printBlock(renderDifferences(comparison, TEXT))
  const voicemail = await showVoicemail(callers)

  printStep(8, 'Requests that must not get in', 'Each goes to the answer URL, once as each provider.')
  const probes = [...(await showBadRequests(callers.plivo)), ...(await showBadRequests(callers.vobiz))]
  return checkEvidence({ plivo, vobiz, voicemail, comparison, probes, log: await readCallLog(app) })
}

/** The one thing a caller of this application notices; said here, so that nobody finds out in production. */
async function showVoicemail({ plivo, vobiz }: Callers): Promise<Transcript> {
  const onVobiz = await vobiz.call(VOICEMAIL_CALL)
  const comparison = compareCalls(await plivo.call(VOICEMAIL_CALL), onVobiz)
  const noticed = comparison.differences.filter(({ about }) => about === 'caller')
  printHead('What a caller notices who leaves a message instead')
  print(renderDifferences({ ...comparison, differences: noticed }, TEXT))
  if (noticed.length > 0) {
    print('Vobiz calls the action URL of <Record> when recording starts, so its reply cannot follow the message.')
    print('The shim runs that route once the file is there, so the message is not lost, only the words after it.')
    print('To be heard, put a <Speak> behind the <Record>.')
  }
  return onVobiz
}

async function showBadRequests(caller: Caller): Promise<readonly ProbeResult[]> {
  const results = await sendBadRequests(caller)
  for (const result of results) print(renderProbe(result, paint))
  return results
}
