import { posix } from 'node:path'
import type { NewFile, Target } from '../touchpoint.ts'
import { fillTemplate } from './fill-template.ts'
import { TEST_LANGUAGES } from './languages.ts'
import { readSignedCases, readTestFile } from './signed-case.ts'
import type { CodeBase } from './test-language.ts'

/** The unit test of a verifier file. */
export interface VerifierTest {
  readonly file: NewFile
  /** Path of the verifier file. */
  readonly verifier: string
  /** The framework that has to be added first, if any. */
  readonly missing?: string
}

/** The test language of a file that is a verifier, told by its name and by the text that marks it as ours. */
const findLanguage = ({ path, text, marker }: NewFile) =>
  text.includes(marker) ? TEST_LANGUAGES.find(({ verifier }) => verifier === posix.basename(path)) : undefined

/** Whose signatures a verifier accepts: one of Vobiz alone names no header of Plivo's. */
const getTarget = ({ text }: NewFile): Target => (/X-Plivo-Signature/.test(text) ? 'both' : 'vobiz')

/** Writes the unit test of a verifier file; `undefined` for any other file. */
export function createVerifierTest(verifier: NewFile, code: CodeBase): VerifierTest | undefined {
  const language = findLanguage(verifier)
  if (language === undefined) return undefined
  const target = getTarget(verifier)
  const { path, parts = [], values = {}, missing } = language.place(verifier, code)
  const cases = readSignedCases()
    .filter(({ id, provider }) => target === 'both' || (provider === 'vobiz' && !id.includes('plivo')))
    .map(language.print)
    .join('\n')
  const text = fillTemplate(readTestFile(language.template), {
    parts: [target, ...parts],
    values: { ...values, cases },
  })
  return {
    file: { path, text, marker: verifier.marker },
    verifier: verifier.path,
    ...(missing === undefined ? {} : { missing }),
  }
}
