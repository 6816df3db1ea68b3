import { findFolderWith, getFolder, joinPath } from '../find-up.ts'
import { quoteAscii, wrap } from '../print-case.ts'
import type { CodeBase, TestLanguage } from '../test-language.ts'

const BUILD_FILES = ['pom.xml', 'build.gradle', 'build.gradle.kts']

/** JUnit 5, or JUnit 4 or TestNG where the build names that; in the folder of tests, in the verifier's package. */
export const javaTests: TestLanguage = {
  verifier: 'VobizSignatures.java',
  template: 'VobizSignaturesTest.java.txt',
  place({ path, text }, code) {
    const { framework, isKnown } = findFramework(readBuild(code, path))
    const name = /^package\s+([\w.]+)\s*;/m.exec(text)?.[1]
    return {
      path: joinPath(toTestFolder(getFolder(path)), 'VobizSignaturesTest.java'),
      parts: [framework],
      values: { package: name === undefined ? '' : `package ${name};\n` },
      ...(isKnown ? {} : { missing: 'JUnit 5 (org.junit.jupiter:junit-jupiter)' }),
    }
  },
  print({ id, provider, version, method, url, signatureHeader, signature, nonce, form, token, isValid }) {
    const parts = [
      ...[id, provider, version, method, url].map(quoteAscii),
      `new String[] {${[signatureHeader, signature, nonce].map(quoteAscii).join(', ')}}`,
      quoteAscii(token),
      String(isValid),
      ...Object.entries(form).map((pair) => pair.map(quoteAscii).join(', ')),
    ]
    return `    new Case(\n${wrap(parts, '        ')}),`
  },
}

/** `src/main/java` and `src/test/java`, `src` and `test`; a folder `test` of its own for code that has no such parts. */
function toTestFolder(folder: string): string {
  if (/(?:^|\/)src\/main\//.test(`${folder}/`)) return folder.replace(/(^|\/)src\/main(?=\/|$)/, '$1src/test')
  if (/(?:^|\/)src\//.test(`${folder}/`)) return folder.replace(/(^|\/)src(?=\/|$)/, '$1test')
  return joinPath(folder, 'test')
}

function readBuild(code: CodeBase, path: string): string {
  const root = findFolderWith(code, path, BUILD_FILES)
  return root === undefined ? '' : BUILD_FILES.map((name) => code.read(joinPath(root, name)) ?? '').join('\n')
}

/** Spring Boot's starter brought JUnit 4 before 2.2. */
const OLD_SPRING = /spring-boot-starter-parent<\/artifactId>\s*<version>(?:1\.|2\.[01]\.)/

function findFramework(build: string): {
  readonly framework: 'junit5' | 'junit4' | 'testng'
  readonly isKnown: boolean
} {
  const hasStarter = build.includes('spring-boot-starter-test')
  if (/junit-jupiter|useJUnitPlatform/.test(build) || (hasStarter && !OLD_SPRING.test(build)))
    return { framework: 'junit5', isKnown: true }
  if (/testng/i.test(build)) return { framework: 'testng', isKnown: true }
  if (hasStarter || /<artifactId>junit<\/artifactId>|junit:junit/.test(build))
    return { framework: 'junit4', isKnown: true }
  return { framework: 'junit5', isKnown: false }
}
