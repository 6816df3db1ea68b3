import { findFolderWith, getFolder, joinPath, toRelative } from '../find-up.ts'
import { printCase, quoteSingle } from '../print-case.ts'
import type { CodeBase, TestLanguage, TestPlace } from '../test-language.ts'

/** RSpec where the code base uses it, else minitest, which Ruby brings. */
export const rubyTests: TestLanguage = {
  verifier: 'vobiz_signatures.rb',
  template: 'vobiz_signatures_test.rb',
  place({ path }, code) {
    const root = findFolderWith(code, path, ['Gemfile', '.rspec', 'Rakefile', 'test', 'spec']) ?? getFolder(path)
    const { folder, framework } = choose(code, root, getFolder(path))
    const name = framework === 'rspec' ? 'vobiz_signatures_spec.rb' : 'vobiz_signatures_test.rb'
    const load = toRelative(folder, path.replace(/\.rb$/, ''))
    return { path: joinPath(folder, name), parts: [framework], values: { path: load } } satisfies TestPlace
  },
  print: (one) =>
    printCase(one, {
      indent: '    ',
      open: '[',
      close: '],',
      quote: quoteSingle,
      form: (pairs) =>
        pairs.length === 0 ? '{}' : `{ ${pairs.map((pair) => pair.map(quoteSingle).join(' => ')).join(', ')} }`,
      yes: 'true',
      no: 'false',
    }),
}

function choose(
  code: CodeBase,
  root: string,
  own: string,
): { readonly folder: string; readonly framework: 'rspec' | 'minitest' } {
  const [spec, test] = [joinPath(root, 'spec'), joinPath(root, 'test')]
  const usesRspec = code.has(joinPath(root, '.rspec')) || /\brspec/.test(code.read(joinPath(root, 'Gemfile')) ?? '')
  if (usesRspec || (code.has(spec) && !code.has(test))) return { folder: spec, framework: 'rspec' }
  return { folder: code.has(test) ? test : own, framework: 'minitest' }
}
