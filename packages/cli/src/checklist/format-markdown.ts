import type { AssessedSection, AssessedStep } from './assess.ts'
import type { Section, Step } from './step.ts'

/** What stands above the list and where links lead. */
export interface MarkdownOptions {
  /** Put before a link into the documentation. */
  readonly docs: string
}

const INTRO = `# Migration checklist: Plivo to Vobiz

Work from top to bottom. Each step says who does it, how to check it and how to undo it. Steps marked **command** are
ticked by \`plivo-to-vobiz checklist\` from the code base; the others only a person can tick.
\`npx plivo-to-vobiz checklist . --output MIGRATION.md\` makes a copy of your own and, run again, keeps what you ticked.

Conventions: *dev* writes code, *ops* runs the servers and the accounts, *owner* decides.
`

/**
 * The checklist as Markdown; each step carries its id in a comment, by which ticks are found again,
 * and `seen` where the tick is the command's own.
 */
export function formatMarkdown(sections: readonly (Section | AssessedSection)[], { docs }: MarkdownOptions): string {
  const body = sections.map(({ title, steps }, index) => {
    const lines = steps.map((step) => formatStep(step, docs))
    return `\n## ${index + 1}. ${title}\n\n${lines.join('')}`
  })
  return INTRO + body.join('')
}

function formatStep(step: Step | AssessedStep, docs: string): string {
  const isDone = 'isDone' in step && step.isDone
  const isSeen = 'by' in step && step.by === 'command'
  const mark = step.evidence === undefined ? '' : '**command** '
  const lines = [
    `- [${isDone ? 'x' : ' '}] <!-- ${step.id}${isSeen ? ' seen' : ''} --> ${mark}(${step.role}) ${step.text}`,
  ]
  if (step.code !== undefined) lines.push('', `\`\`\`${step.code.language}`, ...step.code.text.split('\n'), '```', '')
  const tail = [step.check && `*Check:* ${step.check}`, step.undo && `*Undo:* ${step.undo}`].filter(Boolean).join(' ')
  if (tail !== '') lines.push(tail)
  if ('because' in step && step.because !== undefined) lines.push('', `_Seen:_ ${step.because}.`)
  return `${lines
    .map((line, index) => (index === 0 || line === '' ? line : `  ${line}`))
    .join('\n')
    .replaceAll('](docs:', `](${docs}`)}\n`
}
