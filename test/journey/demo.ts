/** `npm run demo`: one application, from Plivo to Vobiz, in front of your eyes. Nothing leaves this machine. */
import {
  type Caller,
  compareCalls,
  renderDifferences,
  renderSideBySide,
  renderTranscript,
} from '@plivo-to-vobiz/simulator'
import pc from 'picocolors'
import { addShim } from './demo/add-shim.ts'
import { sendBadRequests } from './demo/bad-requests.ts'
import { readCallLog } from './demo/call-log.ts'
import { createCallerFor, createDeployment, SALES_CALL } from './demo/calls.ts'
import { type Check, checkEvidence } from './demo/check.ts'
import { type CleanUp, cleanUpOnSignals, createCleanUp } from './demo/clean-up.ts'
import { COLOUR, paint, print, printChecks, printDiff, printStep, WIDTH } from './demo/print.ts'
import { runCli } from './demo/run-cli.ts'
import { startApp } from './demo/start-app.ts'
import { copyExample } from './demo/workspace.ts'

const TEXT = { paint, width: WIDTH }

async function demo(cleanUp: CleanUp): Promise<readonly Check[]> {
  printStep(
    1,
    'An application on Plivo',
    'A copy of docs/examples/express-ivr; its packages are linked, so nothing is downloaded.',
  )
  const folder = copyExample(cleanUp)
  print(`copied to ${folder}`)

  printStep(2, 'Scan', 'What touches Plivo? Changes nothing.')
  await showCommand(folder, ['scan', '.'])

  printStep(
    3,
    'Migrate',
    'Rewrite what is safe to rewrite, so that calls of both providers are accepted. Shown as a diff, then written.',
  )
  await showCommand(folder, ['migrate', '.', '--target', 'both'])
  await showCommand(folder, ['migrate', '.', '--target', 'both', '--write', '--force'], { tail: 1 })

  printStep(
    4,
    'Add the shim',
    'A few lines in front of the routes: it verifies Vobiz, speaks Plivo to the handlers, translates their XML.',
  )
  printDiff(addShim(folder))

  printStep(
    5,
    'Start it',
    'A process of its own, on a free port. Both providers believe it is https://ivr.example.com.',
  )
  const deployment = createDeployment()
  const app = await startApp({ folder }, deployment, cleanUp)
  print(`listening on ${app.url}`)

  printStep(
    6,
    'A call as Plivo, the same call as Vobiz',
    'Real HTTP, really signed. The customer presses 1 and talks to sales for 42 seconds.',
  )
  const callers = { plivo: createCallerFor('plivo', app, deployment), vobiz: createCallerFor('vobiz', app, deployment) }
  const plivo = await callers.plivo.call(SALES_CALL)
  print(renderTranscript(plivo, TEXT))
  const vobiz = await callers.vobiz.call(SALES_CALL)
  print(renderTranscript(vobiz, TEXT))

  printStep(7, 'Side by side', 'Rows marked | differ on the wire.')
  const comparison = compareCalls(plivo, vobiz)
  print(renderSideBySide(comparison, TEXT))
  print(renderDifferences(comparison, TEXT))

  printStep(8, 'Requests that must not get in', 'Each is sent to the answer URL, as each provider.')
  const probes = [...(await showBadRequests(callers.plivo)), ...(await showBadRequests(callers.vobiz))]

  const log = await readCallLog(app)
  return checkEvidence({ plivo, vobiz, comparison, probes, log })
}

/** Runs the real command, shows it and what it prints; `tail` shows the last lines only. */
async function showCommand(cwd: string, args: readonly string[], { tail = 0 } = {}): Promise<void> {
  print(pc.dim(`$ plivo-to-vobiz ${args.join(' ')}`))
  const { stdout } = await runCli(cwd, args, { colour: COLOUR })
  print(tail === 0 ? stdout : stdout.trimEnd().split('\n').slice(-tail).join('\n'))
}

async function showBadRequests(caller: Caller) {
  const results = await sendBadRequests(caller)
  for (const { kind, provider, explanation, exchanges, refused } of results) {
    const statuses = exchanges.map(({ reply }) => reply?.status ?? 'no answer').join(', then ')
    const verdict = refused ? pc.green('refused') : pc.red('LET IN')
    print(
      `  ${provider.padEnd(6)} ${kind.padEnd(13)} ${verdict}  ${String(statuses).padEnd(14)} ${pc.dim(explanation)}`,
    )
  }
  return results
}

const started = performance.now()
const cleanUp = createCleanUp()
cleanUpOnSignals(cleanUp)
try {
  const checks = await demo(cleanUp)
  printStep(9, 'Verdict', 'What must hold before real traffic moves.')
  printChecks(checks)
  if (checks.some(({ ok }) => !ok)) process.exitCode = 1
} catch (error) {
  print(pc.red(`\nThe demo stopped: ${error instanceof Error ? error.message : String(error)}`))
  process.exitCode = 1
} finally {
  await cleanUp.run()
}
print(
  pc.dim(
    `\n${((performance.now() - started) / 1000).toFixed(1)} s. The copy and its process are gone; your files are untouched.`,
  ),
)
