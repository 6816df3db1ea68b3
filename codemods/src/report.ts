import { type Effort, estimateEffort } from './effort.ts'
import type { MentionReason } from './mention-reasons.ts'
import { type Progress, toProgress } from './state/progress.ts'
import type { State } from './state/state.ts'
import type { Action, Finding, Kind, Mention, Plan, Skipped, Verdict } from './touchpoint.ts'

/** The report as `--format json` prints it. */
export interface Report {
  readonly version: 1
  /** Folder the files are relative to. */
  readonly root: string
  readonly files: Plan['files']
  readonly findings: readonly Finding[]
  /** Files that were not looked at, with the reason. */
  readonly skipped: readonly Skipped[]
  /** Lines that name Plivo: rewritten, for a person, or of no consequence and why. */
  readonly mentions: MentionTotals
  /** How long the findings may take, and how that was worked out. */
  readonly effort: Effort
  /** How far the migration has come since its first scan; absent where none has begun. */
  readonly progress?: Progress
  /** Every line that names Plivo; only when asked for. */
  readonly lines?: readonly Mention[]
  readonly summary: Readonly<Record<Action, number>> & { readonly byKind: Readonly<Partial<Record<Kind, number>>> }
}

/** How the lines that name Plivo are accounted for; the three verdicts add up to `lines`. */
export type MentionTotals = Readonly<Record<Verdict, number>> & {
  readonly lines: number
  /** Why the lines with the verdict `nothing` need nothing. */
  readonly reasons: Readonly<Partial<Record<MentionReason, number>>>
}

/** What a report holds besides the findings. */
export interface ReportOptions {
  /** List every line that names Plivo, those of no consequence among them; default false. */
  readonly all?: boolean
  /** The record of the migration, to show progress against. */
  readonly state?: State | undefined
}

/** Sums a plan up for the reporters. */
export function toReport(plan: Plan, { all = false, state }: ReportOptions = {}): Report {
  const count = (action: Action): number => plan.findings.filter((finding) => finding.action === action).length
  const byKind: Partial<Record<Kind, number>> = {}
  for (const { kind } of plan.findings) byKind[kind] = (byKind[kind] ?? 0) + 1
  const summary = { auto: count('auto'), review: count('review'), manual: count('manual'), byKind }
  const mentions = toTotals(plan.mentions)
  return {
    version: 1,
    root: '.',
    files: plan.files,
    findings: plan.findings,
    skipped: plan.skipped,
    mentions,
    effort: estimateEffort(plan.findings),
    ...(state !== undefined && { progress: toProgress({ summary, mentions }, state) }),
    ...(all && { lines: plan.mentions }),
    summary,
  }
}

function toTotals(mentions: readonly Mention[]): MentionTotals {
  const count = (verdict: Verdict): number => mentions.filter((mention) => mention.verdict === verdict).length
  const reasons: Partial<Record<MentionReason, number>> = {}
  for (const { reason } of mentions) if (reason !== undefined) reasons[reason] = (reasons[reason] ?? 0) + 1
  return {
    lines: mentions.length,
    rewritten: count('rewritten'),
    person: count('person'),
    nothing: count('nothing'),
    reasons,
  }
}
