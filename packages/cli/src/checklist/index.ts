/** The migration checklist as data, and as the guide shows it. */
export { formatMarkdown } from './format-markdown.ts'
export { SECTIONS } from './sections.ts'
export type { Role, Section, Step } from './step.ts'
