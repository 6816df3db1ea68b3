import { findFolderWith, getFolder, joinPath } from '../find-up.ts'
import { quoteAscii, wrap } from '../print-case.ts'
import type { CodeBase, TestLanguage } from '../test-language.ts'

const FRAMEWORKS = [
  { name: 'nunit', reference: /nunit/i, attribute: 'Test' },
  { name: 'xunit', reference: /xunit/i, attribute: 'Fact' },
  { name: 'mstest', reference: /mstest|Microsoft\.VisualStudio\.(?:TestTools|QualityTools)/i, attribute: 'TestMethod' },
] as const

type Framework = (typeof FRAMEWORKS)[number]

/**
 * NUnit, xUnit or MSTest, in the test project of the code base. Without one, beside the verifier for NUnit, and only
 * compiled on demand: a project that lacks the framework goes on building.
 */
export const csharpTests: TestLanguage = {
  verifier: 'VobizSignatures.cs',
  template: 'VobizSignaturesTests.cs',
  place({ path, text }, code) {
    const found = findTestProject(code, path)
    const { name, attribute } = found?.framework ?? FRAMEWORKS[0]
    return {
      path: joinPath(found?.folder ?? getFolder(path), 'VobizSignaturesTests.cs'),
      parts: found === undefined ? [name, 'guarded'] : [name],
      values: { namespace: /^namespace\s+([\w.]+)/m.exec(text)?.[1] ?? 'VobizSignatures', test: attribute },
      ...(found === undefined ? { missing: 'NUnit' } : {}),
    }
  },
  print({ id, provider, version, method, url, signatureHeader, signature, nonce, form, token, isValid }) {
    const parts = [
      ...[id, provider, version, method, url].map(quoteAscii),
      `new[] { ${[signatureHeader, signature, nonce].map(quoteAscii).join(', ')} }`,
      quoteAscii(token),
      String(isValid),
      ...Object.entries(form).map((pair) => pair.map(quoteAscii).join(', ')),
    ]
    return `            new Case(\n${wrap(parts, '                ')}),`
  },
}

interface TestProject {
  readonly folder: string
  readonly framework: Framework
}

/** The project that names a test framework: the verifier's own, or one near the solution. */
function findTestProject(code: CodeBase, path: string): TestProject | undefined {
  const solution = findSolution(code, path)
  const near = listFolders(code, solution)
  const folders = [...near, ...near.flatMap((folder) => listFolders(code, folder))]
  for (const folder of [getFolder(path), solution, ...folders])
    for (const file of code.list(folder).filter((name) => name.endsWith('.csproj'))) {
      const project = code.read(joinPath(folder, file)) ?? ''
      const framework = FRAMEWORKS.find(({ reference }) => reference.test(project))
      if (framework !== undefined) return { folder, framework }
    }
  return undefined
}

/** The folder of the solution around a file, or the root. */
function findSolution(code: CodeBase, path: string): string {
  for (let folder = getFolder(path); folder !== ''; folder = getFolder(folder))
    if (code.list(folder).some((name) => /\.slnx?$/.test(name))) return folder
  return findFolderWith(code, path, ['.git']) ?? ''
}

const SKIPPED = /^(?:\.|bin$|obj$|node_modules$|packages$)/

const listFolders = (code: CodeBase, folder: string): readonly string[] =>
  code
    .list(folder)
    .filter((name) => !SKIPPED.test(name) && !name.includes('.cs'))
    .map((name) => joinPath(folder, name))
