import { type Block, getBlocks, isContainer } from './components/blocks.ts'
import { type FileResult, planFile } from './plan-file.ts'
import { createPositions } from './positions.ts'
import { rewriteText } from './rewrite.ts'
import type { SourceFile } from './source-file.ts'
import { toFinding } from './to-finding.ts'
import type { RewriteOptions, Transform } from './transform.ts'

/** Plans a file of any language: of a component or page its markup, and each script as the code it is. */
export function planSource(file: SourceFile, transforms: readonly Transform[], options: RewriteOptions): FileResult {
  const whole = planFile(file, transforms, options)
  if (!isContainer(file.language)) return whole
  const parts = [whole, ...getBlocks(file).map((block) => keepInside(planFile(block.file, transforms, options), block))]
  const edits = parts.flatMap((part) => part.edits)
  return {
    newText: rewriteText(file.text, edits),
    edits,
    findings: parts.flatMap((part) => part.findings),
    files: parts.flatMap((part) => part.files),
    packages: parts.flatMap((part) => part.packages),
    transforms: [...new Set(parts.flatMap((part) => part.transforms))].sort(),
  }
}

/** An edit may not reach out of its script: such a script is left to a person as a whole. */
function keepInside(result: FileResult, { range, file }: Block): FileResult {
  if (result.edits.every(({ start, end }) => range.start <= start && end <= range.end)) return result
  const context = { file, at: createPositions(file.text) }
  return {
    newText: file.text,
    edits: [],
    findings: [
      ...result.findings.filter(({ action }) => action === 'manual'),
      toFinding({ code: 'edit-outside-script', range }, context),
    ],
    files: [],
    packages: [],
    transforms: [],
  }
}
