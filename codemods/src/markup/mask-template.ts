import type { Range } from '../touchpoint.ts'

/** A template made readable as markup, at the same length: what is filled in stands as `${…}`, control as blanks. */
export interface Masked {
  readonly text: string
  /** What a mask stands for, by the mask. */
  readonly originals: ReadonlyMap<string, string>
  readonly ranges: readonly Range[]
}

/** Expressions and control of EJS, ERB, Handlebars, Mustache, Jinja, Liquid, Nunjucks and Twig. */
const MARKS = /<%[\s\S]*?%>|\{\{\{[\s\S]*?\}\}\}|\{\{[\s\S]*?\}\}|\{%[\s\S]*?%\}|\{#[\s\S]*?#\}|[$#]\{[^{}]*\}/g
const OUTPUT = /^(?:<%[=-]|\{\{\{?[~-]?\s*(?![#/!>^~-]|else\b)|[$#]\{)/

/** Masks the expressions of a template. A mask that is shorter than the shortest placeholder cannot occur. */
export function maskTemplate(text: string): Masked {
  const originals = new Map<string, string>()
  const ranges: Range[] = []
  const masked = text.replace(MARKS, (mark: string, offset: number) => {
    ranges.push({ start: offset, end: offset + mark.length })
    if (!OUTPUT.test(mark)) return mark.replace(/[^\r\n]/g, ' ')
    const number = originals.size.toString(36)
    const mask = `\${${number.padStart(mark.length - 3, 'e')}}`
    if (mask.length !== mark.length) return mark.replace(/[^\r\n]/g, ' ')
    originals.set(mask, mark)
    return mask
  })
  return { text: masked, originals, ranges }
}
