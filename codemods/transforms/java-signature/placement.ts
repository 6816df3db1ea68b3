import { posix } from 'node:path'
import { getCode } from '../../src/grammar/code.ts'
import { getNamed } from '../../src/grammar/nodes.ts'
import { readVerifier } from '../../src/signature-calls/helper-file.ts'
import type { SourceFile } from '../../src/source-file.ts'
import type { NewFile, Target } from '../../src/touchpoint.ts'
import { VERIFIER_MARKER } from '../../src/verifier-marker.ts'

/** Name of the class that rewritten code calls. */
export const HELPER = 'VobizSignatures'

/** The helper file beside a file, in its package: nothing has to import it. */
export function createHelperFile(file: SourceFile, target: Target): NewFile {
  const [declaration] = getCode(file).tree.getNodes('package_declaration')
  const name = declaration === undefined ? undefined : getNamed(declaration).at(-1)?.text()
  const text = readVerifier('java', `${HELPER}.java`, target)
  return {
    path: posix.join(posix.dirname(file.path), `${HELPER}.java`),
    text: text.replace(/^package .*;\n\n/, name === undefined ? '' : `package ${name};\n\n`),
    marker: VERIFIER_MARKER,
  }
}
