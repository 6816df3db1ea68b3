import { judge } from './evidence.ts'
import type { Facts } from './facts.ts'
import type { Section, Step } from './step.ts'

/** A step with what is known of it. */
export interface AssessedStep extends Step {
  readonly isDone: boolean
  /** Who said so: the command from the code base, or a person who ticked it; nobody yet when absent. */
  readonly by?: 'command' | 'person'
  /** What the command saw. */
  readonly because?: string
}

/** A section whose steps are assessed. */
export interface AssessedSection extends Section {
  readonly steps: readonly AssessedStep[]
}

/**
 * Ticks what the code base proves and keeps what a person has ticked. A step that the command can judge is not done
 * while the code says otherwise, except that a person may tick what leaves no trace in it.
 */
export function assess(
  sections: readonly Section[],
  { facts, ticked }: { readonly facts: Facts; readonly ticked: ReadonlySet<string> },
): readonly AssessedSection[] {
  const assessStep = (step: Step): AssessedStep => {
    const byPerson = ticked.has(step.id)
    if (step.evidence === undefined) return { ...step, isDone: byPerson, ...(byPerson && { by: 'person' }) }
    const { isDone, because } = judge(step.evidence, facts)
    if (isDone) return { ...step, isDone, by: 'command', because }
    return { ...step, isDone: byPerson, because, ...(byPerson && { by: 'person' }) }
  }
  return sections.map((section) => ({ ...section, steps: section.steps.map(assessStep) }))
}
