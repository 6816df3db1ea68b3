import { SDK_PACKAGES } from '@plivo-to-vobiz/mappings'
import type { SourceFile } from '../../src/source-file.ts'
import type { Touchpoint } from '../../src/touchpoint.ts'
import type { Transform } from '../../src/transform.ts'

const name = 'python-dependency'
const packages = SDK_PACKAGES.filter(({ language }) => language === 'python').map((row) => row.name)
const NAMES = packages.map((one) => one.replaceAll(/[-_]/g, '[-_.]')).join('|')

interface DependencyTouchpoint extends Touchpoint {
  readonly package: string
}

/** What a manifest lists a package with: a line of requirements, a quoted entry, a key of a table. */
const LINE = new RegExp(
  `^[ \\t]*(${NAMES})[ \\t]*(?:\\[[^\\]]*\\])?[ \\t]*(?:(?:[=<>~!]=?|@|;|--hash)[^\\r\\n#]*)?(?=[ \\t]*(?:#|\\r?$))`,
  'gim',
)
const QUOTED = new RegExp(
  `(["'])(${NAMES})(?:\\[[^\\]"']*\\])?[ \\t]*(?:[=<>~!;@ ][^"'\\r\\n]*)?\\1(?![ \\t]*[:=])`,
  'gi',
)
const KEY = new RegExp(`^[ \\t]*["']?(${NAMES})["']?[ \\t]*=[ \\t]*(?=["'{\\[])[^\\r\\n]*`, 'gim')
const ENTRY = new RegExp(`^[ \\t]*-[ \\t]*["']?(${NAMES})(?:[=<>~!][^\\r\\n"'#]*)?["']?[ \\t]*$`, 'gim')

/** Files that name the packages of a Python project, and how each writes them. */
const MANIFESTS: readonly { readonly file: RegExp; readonly forms: readonly RegExp[] }[] = [
  {
    file: /(?:^|\/)(?:[\w.-]*requirements[\w.-]*|constraints[\w.-]*)\.(?:txt|in|pip)$|(?:^|\/)requirements\/[\w.-]+\.(?:txt|in)$/i,
    forms: [LINE],
  },
  { file: /(?:^|\/)pyproject\.toml$/, forms: [QUOTED, KEY] },
  { file: /(?:^|\/)Pipfile$/, forms: [KEY] },
  { file: /(?:^|\/)setup\.cfg$/, forms: [LINE] },
  { file: /(?:^|\/)setup\.py$/, forms: [QUOTED] },
  { file: /(?:^|\/)(?:environment|conda)[\w.-]*\.ya?ml$/, forms: [ENTRY] },
]

/** Packages of Python projects that speak Plivo: requirements, pyproject, Pipfile, setup, conda. It rewrites nothing. */
export const pythonDependency: Transform<DependencyTouchpoint> = {
  name,
  languages: ['text', 'toml', 'ini', 'python', 'yaml'],
  find(file) {
    if (!/plivo/i.test(file.text)) return []
    return findEntries(file)
  },
  rewrite: ({ package: dependency }, _file, { target }) => ({
    edits: [],
    notes: [
      { code: 'python-dependency', args: { package: dependency }, action: target === 'both' ? 'review' : 'manual' },
    ],
  }),
}

function findEntries({ path, text }: SourceFile): readonly DependencyTouchpoint[] {
  const forms = MANIFESTS.find(({ file }) => file.test(path))?.forms ?? []
  return forms.flatMap((form) =>
    [...text.matchAll(form)]
      .filter((match) => !isOther(text, match.index))
      .map((match): DependencyTouchpoint => {
        const named = match.slice(1).find((group) => group !== undefined && /plivo/i.test(group)) ?? ''
        const start = match.index + (match[0].length - match[0].trimStart().length)
        return {
          transform: name,
          kind: 'dependency',
          range: { start, end: match.index + match[0].length },
          package: named,
        }
      }),
  )
}

/** Lists of names for tools and for readers are no lists of what is installed. */
function isOther(text: string, offset: number): boolean {
  const opened = [...text.slice(0, offset).matchAll(/^[ \t]*([\w.-]+)[ \t]*=[ \t]*\[?/gm)].at(-1)
  return /third|party|module|keyword|classifier|plugin|exclude|include|ignore|select|^name$|description/i.test(
    opened?.[1] ?? '',
  )
}
