import { formatMarkdown, SECTIONS } from 'plivo-to-vobiz/checklist'

/** The migration checklist, nothing ticked. */
export const checklistPage = (): string => formatMarkdown(SECTIONS, { docs: '../' })
