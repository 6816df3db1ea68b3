import { findFolderWith, getFolder, joinPath, toRelative } from '../find-up.ts'
import { printCase, quoteSingle } from '../print-case.ts'
import type { TestLanguage } from '../test-language.ts'

const CONFIGURATION = ['phpunit.xml', 'phpunit.xml.dist', 'phpunit.dist.xml']

/** PHPUnit, in the folder `tests` of the code base where it has one. */
export const phpTests: TestLanguage = {
  verifier: 'VobizSignatures.php',
  template: 'VobizSignaturesTest.php',
  place({ path, text }, code) {
    const root = findFolderWith(code, path, ['composer.json', ...CONFIGURATION, 'tests'])
    const tests = root === undefined ? undefined : joinPath(root, 'tests')
    const unit = tests === undefined ? undefined : joinPath(tests, 'Unit')
    const folder = [unit, tests].find((one) => one !== undefined && code.has(one)) ?? getFolder(path)
    const namespace = /^namespace\s+([\w\\]+)\s*;/m.exec(text)?.[1]
    const isKnown =
      root !== undefined &&
      (CONFIGURATION.some((name) => code.has(joinPath(root, name))) ||
        /phpunit|pestphp/.test(code.read(joinPath(root, 'composer.json')) ?? ''))
    return {
      path: joinPath(folder, 'VobizSignaturesTest.php'),
      values: {
        path: toRelative(folder, path),
        use: namespace === undefined ? '' : `use ${namespace}\\VobizSignatures;`,
      },
      ...(isKnown ? {} : { missing: 'PHPUnit' }),
    }
  },
  print: (one) =>
    printCase(one, {
      indent: '        ',
      open: '[',
      close: '],',
      quote: quoteSingle,
      form: (pairs) => `[${pairs.map((pair) => pair.map(quoteSingle).join(' => ')).join(', ')}]`,
      yes: 'true',
      no: 'false',
    }),
}
