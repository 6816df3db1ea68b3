import { createParser } from '../grammar/parse.ts'

const PYTHON_2 = 'This is Python 2'

/** Reads Python 3; of Python 2 the parser reads the statements that are no Python 3. */
export const { findSyntaxProblem, getRoot: getPythonRoot } = createParser({
  grammar: 'python',
  title: 'Python',
  mayBeEmpty: ['module', 'block', 'string_content'],
  foreign: { print_statement: PYTHON_2, exec_statement: PYTHON_2 },
})
