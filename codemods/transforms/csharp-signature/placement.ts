import { posix } from 'node:path'
import { readVerifier } from '../../src/signature-calls/helper-file.ts'
import type { SourceFile } from '../../src/source-file.ts'
import type { NewFile, Target } from '../../src/touchpoint.ts'
import { VERIFIER_MARKER } from '../../src/verifier-marker.ts'

/** Namespace of the helper file, and of nothing else. */
export const NAMESPACE = 'VobizSignatures'
/** The class that rewritten code calls, under its full name: nothing has to be imported, and no short name can clash. */
export const HELPER: string = `${NAMESPACE}.WebhookSignature`
/** The type of both tokens. */
export const TOKENS: string = `${NAMESPACE}.Tokens`

const FILE = 'VobizSignatures.cs'

/** A project, as far as it matters for a file that is added to it. */
export interface CsharpProject {
  /** Folder relative to the root; `.` for the root itself. */
  readonly folder: string
  /** Path of the project file; absent where none was found. */
  readonly path?: string
}

/** The project of a file: the nearest one above it. Without one the helper stands beside the file. */
export function findProject(file: SourceFile): CsharpProject {
  const own = posix.dirname(file.path)
  for (let folder = own; ; folder = posix.dirname(folder)) {
    const name = file.listFolder?.(folder).find((one) => one.endsWith('.csproj'))
    if (name !== undefined) return { folder, path: posix.join(folder, name) }
    if (folder === '.' || folder === posix.dirname(folder)) return { folder: own }
  }
}

/** The helper file of the project, one for all of its files: a class must not be in an assembly twice. */
export function createHelperFile(file: SourceFile, target: Target): NewFile {
  const path = posix.join(findProject(file).folder, FILE)
  return { path, text: readVerifier('csharp', FILE, target), marker: VERIFIER_MARKER }
}
