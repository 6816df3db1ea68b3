import { getFolder, joinPath } from '../find-up.ts'
import { printCase, quoteDouble } from '../print-case.ts'
import type { TestLanguage } from '../test-language.ts'

/** `testing`, in the package of the verifier. */
export const goTests: TestLanguage = {
  verifier: 'vobizsignatures.go',
  template: 'vobizsignatures_test.go.txt',
  place({ path, text }) {
    const name = /^package (\w+)/m.exec(text)?.[1] ?? 'vobizsignatures'
    return { path: joinPath(getFolder(path), 'vobizsignatures_test.go'), values: { package: name } }
  },
  print: (one) =>
    printCase(one, {
      indent: '\t',
      open: '{',
      close: '},',
      quote: quoteDouble,
      form: (pairs) => `map[string]string{${pairs.map((pair) => pair.map(quoteDouble).join(': ')).join(', ')}}`,
      yes: 'true,',
      no: 'false,',
    }),
}
