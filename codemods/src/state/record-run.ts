import type { Applied } from '../apply.ts'
import { encodeText } from '../encoding.ts'
import { findRevision } from '../git.ts'
import type { Guard } from '../guards/guard.ts'
import { hashBytes } from '../read-file.ts'
import { toReport } from '../report.ts'
import type { Plan } from '../touchpoint.ts'
import { getVersion } from '../version.ts'
import type { State, StateRun } from './state.ts'
import { readState, writeState } from './state-file.ts'

/** What a person said about a file. */
export interface Decision {
  readonly file: string
  readonly decision: 'accepted' | 'skipped'
}

/** What happened besides the plan. */
export interface RunRecord {
  readonly applied: Applied
  /** Guards before anything was written; kept by the first run. */
  readonly guards: readonly Guard[]
  readonly decisions?: readonly Decision[]
  /** Clock; default the system's. */
  readonly now?: Date
}

/** Adds a run to the record of a migration, or begins one. A run that wrote and decided nothing is not recorded. */
export async function recordRun(plan: Plan, record: RunRecord): Promise<void> {
  const { applied, guards, decisions = [], now = new Date() } = record
  const known = await readState(plan.root)
  if (applied.written.length === 0 && decisions.length === 0) return
  const state = known ?? (await begin(plan, guards, now))
  await writeState(plan.root, { ...state, runs: [...state.runs, toRun(plan, { applied, decisions, now })] })
}

async function begin(plan: Plan, guards: readonly Guard[], now: Date): Promise<State> {
  const { summary, mentions } = toReport(plan)
  const revision = await findRevision(plan.root)
  const { auto, review, manual } = summary
  return {
    version: 1,
    begun: {
      at: now.toISOString(),
      ...(revision !== undefined && { revision }),
      totals: { auto, review, manual, lines: mentions.lines },
      guards: guards.map((guard) => ({ ...guard })),
    },
    runs: [],
  }
}

function toRun(
  plan: Plan,
  { applied, decisions, now }: Pick<Required<RunRecord>, 'applied' | 'decisions' | 'now'>,
): StateRun {
  const changes = new Map(plan.changes.map((change) => [change.file, change]))
  return {
    at: now.toISOString(),
    tool: getVersion(),
    target: plan.target,
    files: applied.written.map((file) => {
      const change = changes.get(file)
      const { newText = '', bom = false, encoding = 'utf-8' } = change ?? {}
      return {
        file,
        transforms: [...(change?.transforms ?? [])],
        ...(change?.before !== undefined && { before: change.before }),
        after: hashBytes(encodeText({ text: newText, bom, encoding }) ?? Buffer.of()),
      }
    }),
    decisions: decisions.map(({ file, decision }) => {
      const before = changes.get(file)?.before
      return { file, decision, ...(before !== undefined && { before }) }
    }),
  }
}

/** Whether a person has skipped a file as it is now, in an earlier run. */
export function wasSkipped(state: State | undefined, file: string, before: string | undefined): boolean {
  const last = state?.runs
    .flatMap(({ decisions }) => decisions)
    .filter((one) => one.file === file)
    .at(-1)
  return last?.decision === 'skipped' && last.before === before
}
