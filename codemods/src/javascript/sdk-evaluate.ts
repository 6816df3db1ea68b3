import type { Node } from '@babel/types'
import { oncePerFile } from '../language.ts'
import type { SourceFile } from '../source-file.ts'
import { getReturned } from './calls.ts'
import { createEvaluator, type Elsewhere, type Evaluate } from './evaluate.ts'
import { findForeignFunction, findForeignValue } from './exports.ts'
import { findSdkRole } from './sdk-modules.ts'
import type { SdkValue } from './sdk-values.ts'
import { getTree } from './tree.ts'

/** What the expressions of a file are, as far as the SDK is concerned, values of other files of the run included. */
export const getSdkEvaluate: (file: SourceFile) => Evaluate = oncePerFile((file) =>
  createEvaluator(getTree(file), (specifier) => findSdkRole(specifier) !== undefined, createElsewhere(file)),
)

/** Files whose values are being asked for: two that import each other end here. */
const open = new Set<string>()

function createElsewhere(file: SourceFile): Elsewhere {
  const ask = (key: string, find: () => SdkValue | undefined): SdkValue | undefined => {
    if (file.project === undefined || open.has(key)) return undefined
    open.add(key)
    try {
      return find()
    } finally {
      open.delete(key)
    }
  }
  return {
    getExport: (specifier, name) =>
      ask(`${file.path} ${specifier} ${name}`, () => {
        const found = findForeignValue(file, specifier, name)
        return found && onlyMade(getSdkEvaluate(found.file)(found.value), found.file)
      }),
    getMade: (callee: Node) =>
      ask(`${file.path} ${callee.start}`, () => {
        const located = findForeignFunction(file, callee, {
          isWanted: (path) => file.project?.namesPlivo(path) === true,
        })
        if (located === undefined) return undefined
        const evaluate = getSdkEvaluate(located.file)
        return getReturned(located.function)
          .map((node) => onlyMade(evaluate(node), located.file))
          .find((value) => value !== undefined)
      }),
  }
}

/** A member of the SDK that another file exports has its place there, where nothing of this file can edit it. */
const onlyMade = (value: SdkValue | undefined, from: SourceFile): SdkValue | undefined =>
  value?.kind === 'made' ? { from, ...value } : undefined
