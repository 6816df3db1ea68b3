import { csharpTests } from './languages/csharp.ts'
import { goTests } from './languages/go.ts'
import { javaTests } from './languages/java.ts'
import { phpTests } from './languages/php.ts'
import { pythonTests } from './languages/python.ts'
import { rubyTests } from './languages/ruby.ts'
import type { TestLanguage } from './test-language.ts'

/** Every language whose verifier file is given a unit test on request. */
export const TEST_LANGUAGES: readonly TestLanguage[] = [
  csharpTests,
  goTests,
  javaTests,
  phpTests,
  pythonTests,
  rubyTests,
]
