import type { Language } from '../language.ts'

/** Manifests of Go, Gradle and .NET projects, of which only the entries of packages count. */
export const manifest: Language = {
  names: ['manifest'],
  extensions: {
    '.csproj': 'manifest',
    '.fsproj': 'manifest',
    '.vbproj': 'manifest',
    '.gradle': 'manifest',
  },
  findSyntaxProblem: () => undefined,
  explainMention({ text }, offset) {
    const line = text.slice(text.lastIndexOf('\n', offset - 1) + 1, offset)
    if (/^\s*(?:\/\/|#|\*|<!--)/.test(line)) return 'comment'
    return /[./\\]\w*$|^[ \t]*module\s/.test(line) ? 'path' : 'label'
  },
}
