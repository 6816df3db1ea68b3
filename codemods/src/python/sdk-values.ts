import { oncePerFile } from '../language.ts'
import { createPythonEvaluator, type EvaluatePython } from './evaluate.ts'

/** The evaluator of a file; made once. */
export const getPythonEvaluate: (file: Parameters<typeof createPythonEvaluator>[0]) => EvaluatePython = oncePerFile(
  (file) => createPythonEvaluator(file),
)
