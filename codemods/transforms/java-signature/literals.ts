import { createLiterals } from '../../src/classes/literals.ts'
import { JAVA } from '../../src/grammar/java.ts'

/** The strings of Java. */
export const LITERALS = createLiterals(JAVA)
