import { runCli } from './run-cli.ts'

/** A finding of the report, as far as the list shows it. */
export interface ListedFinding {
  readonly action: string
  readonly file: string
  readonly line: number
  readonly message: string
}

/** Asks the real command for its report as data. */
export async function listFindings(folder: string): Promise<readonly ListedFinding[]> {
  const { stdout } = await runCli(folder, ['scan', '.', '--format', 'json'])
  return JSON.parse(stdout).findings
}
