import type { AssessedSection } from './assess.ts'

/** The checklist as one JSON object. */
export function formatJson(sections: readonly AssessedSection[]): string {
  const entries = sections.map(({ title, steps }) => ({
    title,
    steps: steps.map(({ id, role, text, check, undo, isDone, by, because }) => ({
      id,
      role,
      text,
      check,
      undo,
      done: isDone,
      by,
      because,
    })),
  }))
  const steps = sections.flatMap((section) => section.steps)
  const summary = { done: steps.filter(({ isDone }) => isDone).length, steps: steps.length }
  return `${JSON.stringify({ version: 1, sections: entries, summary }, null, 2)}\n`
}
