import type { Paint, Tone } from '@plivo-to-vobiz/simulator'
import pc from 'picocolors'
import type { Check } from './check.ts'

const COLOURS: Readonly<Record<Tone, (text: string) => string>> = {
  heading: pc.bold,
  request: pc.cyan,
  reply: pc.green,
  refused: pc.red,
  caller: (text) => text,
  problem: pc.yellow,
  faint: pc.dim,
}

/** Colours of transcripts. */
export const paint: Paint = (tone, text) => COLOURS[tone](text)

/** Columns to fill. */
export const WIDTH: number = Math.max(90, Math.min(process.stdout.columns ?? 120, 140))

/** Prints text as it is. */
export function print(text: string): void {
  process.stdout.write(text.endsWith('\n') ? text : `${text}\n`)
}

/** Prints the head of a step, with what it is for. */
export function printStep(number: number, title: string, why: string): void {
  print(`\n${pc.bold(pc.inverse(` ${number} `))} ${pc.bold(title)}\n    ${pc.dim(why)}\n\n`)
}

/** Prints text with an empty line after it. */
export function printBlock(text: string): void {
  print(`${text}\n`)
}

/** Prints the head of a part of a step. */
export function printHead(text: string): void {
  print(`${pc.bold(pc.underline(text))}\n`)
}

/** Prints a unified diff. */
export function printDiff(diff: string): void {
  const colour = (line: string): string => {
    if (line.startsWith('+++') || line.startsWith('---')) return pc.bold(line)
    if (line.startsWith('+')) return pc.green(line)
    if (line.startsWith('-')) return pc.red(line)
    return line.startsWith('@@') ? pc.cyan(line) : line
  }
  print(diff.split('\n').map(colour).join('\n'))
}

/** Prints the outcome of each check. */
export function printChecks(checks: readonly Check[]): void {
  for (const { ok, text } of checks) print(`  ${ok ? pc.green('ok  ') : pc.red('FAIL')}  ${text}`)
}
