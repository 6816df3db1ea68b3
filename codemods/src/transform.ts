import type { LanguageName, SourceFile } from './source-file.ts'
import type { Edit, NewFile, Note, Target, Task, Touchpoint } from './touchpoint.ts'

/** What a rewrite may depend on besides the file. */
export interface RewriteOptions {
  readonly target: Target
  /** Whether the whole package was looked at and nothing of it needs Plivo's credentials any more. Default false. */
  readonly isDone?: boolean
  /** Whether signature checks load a verifier file that is written into the code base, not our package. Default false. */
  readonly isStandalone?: boolean
}

/**
 * What becomes of a touchpoint. With `edits` it is rewritten: either all of its edits are made or, when one of them
 * clashes with another touchpoint's, none, and it becomes a task. Equal edits of two touchpoints are made once, so
 * sites that share a line (an import, a header read) each bring the edits they need. With `task` nothing is edited.
 */
export type Rewrite =
  | {
      readonly edits: readonly Edit[]
      /** Files the edited code needs. */
      readonly files?: readonly NewFile[]
      /** Packages the edited code needs, by name; the engine adds them to the nearest manifest. */
      readonly packages?: readonly string[]
      /** What to report; at least one, so that no edit is made in silence. */
      readonly notes: readonly Note[]
    }
  | { readonly task: Task; readonly notes?: readonly Note[] }

/** One kind of rewrite: one folder under `transforms/`. */
export interface Transform<T extends Touchpoint = Touchpoint> {
  /** Equals the name of its folder. */
  readonly name: string
  readonly languages: readonly LanguageName[]
  /**
   * What the text of a file holds when there is anything to find; `find` is not asked about any other. A test of the text
   * is all that most files of a large code base cost, so say as much as can be said. Default: the provider's name, in any case.
   */
  readonly needs?: RegExp
  /**
   * Transforms of a higher stage read what those of lower ones made of the file, so that several can change one
   * import in turn. Default 0.
   */
  readonly stage?: number
  /** A step of it that runs at a stage of its own, whenever the transform itself does. */
  readonly first?: Transform
  /** Every place it knows in a file that parses; each ends in the report whatever `rewrite` says of it. */
  find(file: SourceFile): readonly T[]
  /** Pure: the same touchpoint, file and options give the same result. Only sees what `find` returned. */
  rewrite(touchpoint: T, file: SourceFile, options: RewriteOptions): Rewrite
}
