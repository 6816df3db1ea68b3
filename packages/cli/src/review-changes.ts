import type { Decision, FilePlan } from '@plivo-to-vobiz/codemods'
import type { Io } from './io.ts'
import { paintDiff } from './paint.ts'

/** What a person said to the changes of a plan, one file after another. */
export interface Review {
  readonly accepted: readonly FilePlan[]
  readonly decisions: readonly Decision[]
  /** Nothing is to be written: the person broke off. */
  readonly isCancelled: boolean
}

/** What is known before a person is asked. */
export interface ReviewOptions {
  /** Whether a file was skipped in an earlier run and has not changed since. */
  readonly wasSkipped: (change: FilePlan) => boolean
}

/**
 * Shows each change as a diff and asks whether to accept it. Quitting keeps what was accepted so far.
 */
export async function reviewChanges(
  changes: readonly FilePlan[],
  { wasSkipped }: ReviewOptions,
  io: Io,
): Promise<Review> {
  const { formatDiff } = await import('@plivo-to-vobiz/codemods')
  const { isCancel, select } = await import('@clack/prompts')
  const accepted: FilePlan[] = []
  const decisions: Decision[] = []
  const open = changes.filter((change) => !wasSkipped(change))
  if (open.length < changes.length)
    io.stdout(`${changes.length - open.length} files were skipped in an earlier run; --ask-again asks for them too.\n`)
  for (const [index, change] of open.entries()) {
    io.stdout(`\n${paintDiff(formatDiff(change), io.colour)}`)
    const answer = await select({
      message: `${change.file} (${index + 1} of ${open.length})`,
      options: [
        { value: 'accepted', label: 'Accept' },
        { value: 'skipped', label: 'Skip' },
        { value: 'quit', label: 'Quit', hint: 'writes what was accepted so far' },
      ],
    })
    if (isCancel(answer)) return { accepted: [], decisions: [], isCancelled: true }
    if (answer === 'quit') break
    if (answer === 'accepted') accepted.push(change)
    decisions.push({ file: change.file, decision: answer === 'accepted' ? 'accepted' : 'skipped' })
  }
  return { accepted, decisions, isCancelled: false }
}
