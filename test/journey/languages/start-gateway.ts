import { join } from 'node:path'
import { ROOT } from '../../agreement/workspace.ts'
import type { CleanUp } from '../demo/clean-up.ts'
import type { Deployment } from '../demo/start-app.ts'
import { type RunningProcess, startProcess } from './start-process.ts'

const COMMAND =
  "import('plivo-to-vobiz').then(async ({ main }) => { process.exitCode = await main(process.argv.slice(1)) })"
const ROUTES = ['--answer-path', '/voice/answer', '--ring-path', '/voice/ring', '--hangup-path', '/voice/hangup']

/** Runs the command of the README, from the sources, in front of an application. */
export function startGateway(upstream: string, deployment: Deployment, cleanUp: CleanUp): Promise<RunningProcess> {
  const { publicUrl, plivoToken, vobizToken } = deployment
  const source = ['--conditions', '@plivo-to-vobiz/source', '--import', import.meta.resolve('tsx')]
  const command = ['gateway', '--upstream', upstream, '--listen', '0', '--public-url', publicUrl, '--path', '/voice']
  return startProcess(
    {
      command: process.execPath,
      args: [...source, '--eval', COMMAND, '--', ...command, ...ROUTES],
      ready: /gateway listening on 127\.0\.0\.1(?:, port |:)(\d+)/,
      env: { PLIVO_AUTH_TOKEN: plivoToken, VOBIZ_AUTH_TOKEN: vobizToken },
      cwd: join(ROOT, 'test'),
    },
    cleanUp,
  )
}
