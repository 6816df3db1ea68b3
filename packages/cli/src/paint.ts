import type { Paint } from '@plivo-to-vobiz/codemods'
import type { Paint as CallPaint } from '@plivo-to-vobiz/simulator'
import picocolors from 'picocolors'
import type { ChecklistPaint } from './checklist/format-text.ts'
import type { XmlPaint } from './xml-report.ts'

/** Colours for the text report; plain when `colour` is false. */
export function createPaint(colour: boolean): Paint {
  const { blue, bold, dim, green, red, yellow } = picocolors.createColors(colour)
  const styles = { auto: green, review: yellow, manual: red, file: (text: string) => bold(blue(text)), dim }
  return (style, text) => styles[style](text)
}

/** Colours for a played call; plain when `colour` is false. */
export function createCallPaint(colour: boolean): CallPaint {
  const { bold, cyan, dim, green, red, yellow } = picocolors.createColors(colour)
  const tones = {
    heading: bold,
    request: cyan,
    reply: green,
    refused: red,
    caller: String,
    problem: yellow,
    faint: dim,
  }
  return (tone, text) => tones[tone](text)
}

/** Colours for findings in a document; plain when `colour` is false. */
export function createXmlPaint(colour: boolean): XmlPaint {
  const { blue, bold, dim, green, red, yellow } = picocolors.createColors(colour)
  const styles = { error: red, warning: yellow, info: dim, place: (text: string) => bold(blue(text)), caret: green }
  return (style, text) => styles[style](text)
}

/** Colours for the checklist; plain when `colour` is false. */
export function createChecklistPaint(colour: boolean): ChecklistPaint {
  const { bold, dim, green, yellow } = picocolors.createColors(colour)
  const styles = { done: green, open: yellow, title: bold, dim }
  return (style, text) => styles[style](text)
}

/** Colours a unified diff line by line. */
export function paintDiff(diff: string, colour: boolean): string {
  const { bold, cyan, green, red } = picocolors.createColors(colour)
  const paintLine = (line: string): string => {
    if (/^(---|\+\+\+) /.test(line)) return bold(line)
    if (line.startsWith('@@')) return cyan(line)
    if (line.startsWith('+')) return green(line)
    return line.startsWith('-') ? red(line) : line
  }
  return diff.split('\n').map(paintLine).join('\n')
}
