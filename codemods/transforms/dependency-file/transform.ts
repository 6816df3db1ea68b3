import { SDK_PACKAGES, type SdkLanguage } from '@plivo-to-vobiz/mappings'
import type { Touchpoint } from '../../src/touchpoint.ts'
import type { Transform } from '../../src/transform.ts'

const name = 'dependency-file'

interface DependencyTouchpoint extends Touchpoint {
  readonly package: string
}

/** Files that name the packages of a language, and how they write one. */
interface Manifest {
  readonly file: RegExp
  readonly language: SdkLanguage
  /** Matches the entry of a package whose escaped name is given. */
  readonly entry: (name: string) => RegExp
}

/** Takes a Maven coordinate apart. */
const split = (coordinate: string): readonly [string, string] => {
  const [group = '', artifact = ''] = coordinate.split(':')
  return [group, artifact]
}

const MANIFESTS: readonly Manifest[] = [
  {
    file: /(?:^|\/)go\.mod$/,
    language: 'go',
    entry: (module) => new RegExp(`(?<![\\w./-])${module}(?:/v\\d+)?[ \\t]+v\\S+`, 'g'),
  },
  {
    file: /(?:^|\/)(?:Gemfile|gems\.rb)$|\.gemspec$/,
    language: 'ruby',
    entry: (gem) =>
      new RegExp(`\\b(?:gem|add_(?:runtime_|development_)?dependency)[ \\t]*\\(?[ \\t]*(['"])${gem}\\1[^\\n#)]*`, 'g'),
  },
  {
    file: /(?:^|\/)composer\.json$/,
    language: 'php',
    entry: (library) => new RegExp(`"${library}"\\s*:\\s*"[^"]*"`, 'g'),
  },
  {
    file: /(?:^|\/)pom\.xml$|\.pom$/,
    language: 'java',
    entry: (coordinate) => {
      const [group, artifact] = split(coordinate)
      return new RegExp(
        `<groupId>\\s*${group}\\s*</groupId>\\s*<artifactId>\\s*${artifact}\\s*</artifactId>(?:\\s*<version>[^<]*</version>)?`,
        'g',
      )
    },
  },
  {
    file: /\.gradle(?:\.kts)?$|(?:^|\/)(?:build|ivy|deps)\.(?:sbt|xml|edn)$|(?:^|\/)libs\.versions\.toml$/,
    language: 'java',
    entry: (coordinate) => new RegExp(`(['"])${coordinate}(?::[^'"]*)?\\1`, 'g'),
  },
  {
    file: /\.(?:cs|fs|vb)proj$|(?:^|\/)(?:Directory\.(?:Build|Packages)\.(?:props|targets)|packages\.config)$/,
    language: 'dotnet',
    entry: (library) =>
      new RegExp(`<(?:Package(?:Reference|Version)|package)\\s[^>]*\\b(?:Include|Update|id)="${library}"[^>]*>`, 'gi'),
  },
]

/**
 * Packages that speak Plivo in the manifests of Go, Ruby, PHP, Java and C#. They stay as they are: code that loads them
 * does, too, until a person has moved it.
 */
export const dependencyFile: Transform<DependencyTouchpoint> = {
  name,
  languages: ['manifest', 'ruby', 'json', 'xml', 'toml'],
  needs: /plivo/i,
  find: ({ path, text }) =>
    MANIFESTS.filter(({ file }) => file.test(path)).flatMap(({ language, entry }) =>
      SDK_PACKAGES.filter((row) => row.language === language).flatMap((row) =>
        [...text.matchAll(entry(row.name.replaceAll('.', '\\.')))]
          .filter(({ index }) => !isInComment(text, index))
          .map((match): DependencyTouchpoint => {
            const range = { start: match.index, end: match.index + match[0].trimEnd().length }
            return { transform: name, kind: 'dependency', range, package: row.name }
          }),
      ),
    ),
  rewrite: ({ package: dependency }, _file, { target }) => ({
    edits: [],
    notes: [
      { code: 'dependency-left', args: { package: dependency }, action: target === 'both' ? 'review' : 'manual' },
    ],
  }),
}

/** Whether a comment mark stands before a place on its line, or a comment of XML around it is still open. */
function isInComment(text: string, at: number): boolean {
  const line = text.slice(text.lastIndexOf('\n', at - 1) + 1, at)
  return /^\s*(?:#|\/\/|--)/.test(line) || text.lastIndexOf('<!--', at) > text.lastIndexOf('-->', at)
}
