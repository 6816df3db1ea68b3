import type { Action, Finding, Kind, Plan, Skipped } from './touchpoint.ts'

/** The report as `--format json` prints it. */
export interface Report {
  readonly version: 1
  /** Folder the files are relative to. */
  readonly root: string
  readonly files: Plan['files']
  readonly findings: readonly Finding[]
  /** Files that were not looked at, with the reason. */
  readonly skipped: readonly Skipped[]
  readonly summary: Readonly<Record<Action, number>> & { readonly byKind: Readonly<Partial<Record<Kind, number>>> }
}

/** Sums a plan up for the reporters. */
export function toReport(plan: Plan): Report {
  const count = (action: Action): number => plan.findings.filter((finding) => finding.action === action).length
  const byKind: Partial<Record<Kind, number>> = {}
  for (const { kind } of plan.findings) byKind[kind] = (byKind[kind] ?? 0) + 1
  return {
    version: 1,
    root: '.',
    files: plan.files,
    findings: plan.findings,
    skipped: plan.skipped,
    summary: { auto: count('auto'), review: count('review'), manual: count('manual'), byKind },
  }
}
