import type { AssessedSection, AssessedStep } from './assess.ts'

/** Colours a part of the list. */
export type ChecklistPaint = (style: 'done' | 'open' | 'title' | 'dim', text: string) => string

/** The checklist for a terminal. */
export function formatText(sections: readonly AssessedSection[], paint: ChecklistPaint): string {
  const body = sections.map(({ title, steps }, index) => {
    const done = steps.filter(({ isDone }) => isDone).length
    const heading = `${paint('title', `${index + 1}. ${title}`)} ${paint('dim', `${done}/${steps.length}`)}`
    return `${heading}\n${steps.map((step) => formatStep(step, paint)).join('')}`
  })
  return `${body.join('\n')}\n${formatTotal(sections)}\n`
}

function formatStep({ isDone, role, text, because, check }: AssessedStep, paint: ChecklistPaint): string {
  const box = isDone ? paint('done', '[x]') : paint('open', '[ ]')
  const seen = because === undefined ? '' : `      ${paint('dim', because)}\n`
  const how = isDone || check === undefined ? '' : `      ${paint('dim', `check: ${toPlain(check)}`)}\n`
  return `  ${box} ${role.padEnd(5)} ${toPlain(text)}\n${seen}${how}`
}

function formatTotal(sections: readonly AssessedSection[]): string {
  const steps = sections.flatMap((section) => section.steps)
  const done = steps.filter(({ isDone }) => isDone)
  const byCommand = done.filter(({ by }) => by === 'command').length
  return `${done.length} of ${steps.length} steps done: ${byCommand} seen in the code base, ${done.length - byCommand} ticked by a person.`
}

const toPlain = (markdown: string): string => markdown.replace(/\[([^\]]+)\]\([^)]+\)/g, '$1').replace(/\*\*|`/g, '')
