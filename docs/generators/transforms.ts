import { readFileSync } from 'node:fs'
import { TRANSFORM_NAMES } from '@plivo-to-vobiz/codemods'
import { code, toTable } from './markdown.ts'

const REPOSITORY = 'https://github.com/plivo-to-vobiz/plivo-to-vobiz/blob/main/codemods/transforms'

/** The first paragraph of a transform's own page. */
function readSummary(name: string): string {
  const page = readFileSync(new URL(`../../codemods/transforms/${name}/README.md`, import.meta.url), 'utf8')
  const [, paragraph] = page.trim().split(/\n\s*\n/)
  if (paragraph === undefined) throw new Error(`codemods/transforms/${name}/README.md says nothing.`)
  return paragraph
    .replace(/\[([^\]]+)\]\([^)]+\)/g, '$1')
    .replace(/\s*\n\s*/g, ' ')
    .replace(/:$/, '.')
}

/** Page of every transform of `migrate`. */
export function transformsPage(): string {
  const rows = [...TRANSFORM_NAMES]
    .sort()
    .map((name) => [`[${code(name)}](${REPOSITORY}/${name}/README.md)`, readSummary(name)])
  return `# Transforms of scan and migrate

Each is a folder with its rules and fixtures; \`migrate --only NAME,…\` runs some of them. What they report is in
[the findings](findings.md).

${toTable(['Transform', 'What it is about'], rows)}
`
}
