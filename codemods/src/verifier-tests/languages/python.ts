import { getFolder, joinPath } from '../find-up.ts'
import { printCase, quoteDouble } from '../print-case.ts'
import type { TestLanguage } from '../test-language.ts'

/** `unittest`, which pytest runs as well; beside the module, and imported as the modules beside it are. */
export const pythonTests: TestLanguage = {
  verifier: 'vobiz_signatures.py',
  template: 'test_vobiz_signatures.py',
  place({ path }, code) {
    const folder = getFolder(path)
    const isPackage = code.has(joinPath(folder, '__init__.py'))
    const load = isPackage ? 'from . import vobiz_signatures' : 'import vobiz_signatures'
    return { path: joinPath(folder, 'test_vobiz_signatures.py'), values: { import: load } }
  },
  print: (one) =>
    printCase(one, {
      indent: '    ',
      open: 'Case(',
      close: '),',
      quote: quoteDouble,
      form: (pairs) => `{${pairs.map((pair) => pair.map(quoteDouble).join(': ')).join(', ')}}`,
      yes: 'True',
      no: 'False',
    }),
}
