import { type Report, toReport } from './report.ts'
import { plan, type RunOptions } from './run.ts'

/**
 * Reports what touches Plivo below the named paths; changes nothing. What `scan` calls `auto` is what `apply` would
 * rewrite, since both come from one plan.
 *
 * @throws CodemodError as `plan` does.
 * @example const { summary } = await scan({ paths: ['src'] })
 */
export async function scan(options: RunOptions = {}): Promise<Report> {
  return toReport(await plan(options))
}
