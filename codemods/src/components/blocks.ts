import { oncePerFile } from '../language.ts'
import type { LanguageName, SourceFile } from '../source-file.ts'
import type { Range } from '../touchpoint.ts'

/** One script of a component, as a file of its own in which everything else is blank, so that offsets are the same. */
export interface Block {
  readonly range: Range
  readonly file: SourceFile
}

const CONTAINERS: ReadonlySet<LanguageName> = new Set(['vue', 'svelte', 'astro', 'html'])

/** Whether the files of a language hold scripts between markup. */
export const isContainer = (language: LanguageName): boolean => CONTAINERS.has(language)

/** The scripts of a component or page, in order. */
export const getBlocks: (file: SourceFile) => readonly Block[] = oncePerFile((file) =>
  findScripts(file).map(({ range, language }) => ({
    range,
    file: { ...file, language, text: blank(file.text, range) },
  })),
)

/** The script an offset is in. */
export function findBlock(file: SourceFile, offset: number): Block | undefined {
  return getBlocks(file).find(({ range }) => range.start <= offset && offset < range.end)
}

interface Script {
  readonly range: Range
  readonly language: 'javascript' | 'typescript'
}

/** A comment, or the opening tag of a script; what a script holds ends at the first closing tag. */
const OPENING = /<!--[\s\S]*?-->|<script\b((?:[^>"']|"[^"]*"|'[^']*')*)>/gi

function findScripts({ text, language }: SourceFile): readonly Script[] {
  const scripts: Script[] = []
  if (language === 'astro') {
    const front = /^\s*---\r?\n([\s\S]*?)^---/m.exec(text)
    if (front !== null) {
      const start = front.index + front[0].indexOf('\n') + 1
      scripts.push({ range: { start, end: front.index + front[0].length - 3 }, language: 'typescript' })
    }
  }
  OPENING.lastIndex = scripts[0]?.range.end ?? 0
  for (let match = OPENING.exec(text); match !== null; match = OPENING.exec(text)) {
    const attributes = match[1]
    if (attributes === undefined) continue
    const start = match.index + match[0].length
    const close = /<\/script/i.exec(text.slice(start))
    const end = close === null ? text.length : start + close.index
    if (isScript(attributes) && text.slice(start, end).trim() !== '')
      scripts.push({
        range: { start, end },
        language: /\blang\s*=\s*["']?tsx?\b/i.test(attributes) ? 'typescript' : 'javascript',
      })
    OPENING.lastIndex = end
  }
  return scripts
}

/** Templates and data also stand in script elements. */
function isScript(attributes: string): boolean {
  const type = /\btype\s*=\s*["']?([^"'\s>]*)/i.exec(attributes)?.[1]
  return type === undefined || /^(?:module|(?:text|application)\/(?:java|ecma)script|text\/babel)?$/i.test(type)
}

function blank(text: string, { start, end }: Range): string {
  const clear = (part: string): string => part.replace(/[^\r\n]/g, ' ')
  return clear(text.slice(0, start)) + text.slice(start, end) + clear(text.slice(end))
}
