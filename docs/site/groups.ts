import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

interface Item {
  readonly text: string
  readonly link: string
}

const DOCS = fileURLToPath(new URL('..', import.meta.url))

/** Pages people should meet first, in this order; the others of a folder follow by title. */
const FIRST = [
  'guides/checklist',
  'guides/scan',
  'guides/migrate',
  'guides/simulate',
  'guides/shim',
  'guides/cut-over',
  'guides/monitor',
  'guides/roll-back',
  'guides/gateway',
]

/** The pages of the menu, read from the folders. */
export const GROUPS = {
  tools: list('tools'),
  guides: list('guides'),
  signatures: list('guides/signatures'),
  reference: list('reference'),
  project: [...pick(['architecture', 'glossary']), ...list('decisions'), ...list('evidence')],
}

function list(folder: string): Item[] {
  const names = readdirSync(join(DOCS, folder))
    .filter((name) => name.endsWith('.md') && name !== '0000-template.md')
    .map((name) => `${folder}/${name.replace(/\.md$/, '')}`)
  const rank = (name: string): number => (FIRST.includes(name) ? FIRST.indexOf(name) : FIRST.length)
  return pick(names.sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1)))
}

function pick(names: readonly string[]): Item[] {
  return names
    .filter((name) => existsSync(join(DOCS, `${name}.md`)))
    .map((name) => ({ text: readTitle(name), link: `/${name.replace(/README$/, '')}` }))
}

/** The first heading of a page. */
function readTitle(name: string): string {
  const heading = /^# (.+)$/m.exec(readFileSync(join(DOCS, `${name}.md`), 'utf8'))?.[1] ?? name
  return heading.replace(/`/g, '')
}
