/** `npm run demo`: one application, from Plivo to Vobiz, in front of your eyes. Nothing leaves this machine. */
import pc from 'picocolors'
import { cleanUpOnSignals, createCleanUp } from './demo/clean-up.ts'
import { print, printChecks, printStep } from './demo/print.ts'
import { showCalls } from './demo/show-calls.ts'
import { showMigration } from './demo/show-migration.ts'

const started = performance.now()
const cleanUp = createCleanUp()
cleanUpOnSignals(cleanUp)
try {
  const folder = await showMigration(cleanUp)
  const checks = await showCalls(folder, cleanUp)
  printStep(9, 'Verdict', 'What must hold before real traffic moves.')
  printChecks(checks)
  if (checks.some(({ ok }) => !ok)) process.exitCode = 1
} catch (error) {
  print(pc.red(`\nThe demo stopped: ${error instanceof Error ? error.message : String(error)}`))
  process.exitCode = 1
} finally {
  await cleanUp.run()
}
const seconds = ((performance.now() - started) / 1000).toFixed(1)
print(pc.dim(`\nTook ${seconds} s. The copy and its process are gone; no file of yours was touched.`))
