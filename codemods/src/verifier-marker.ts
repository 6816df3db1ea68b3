/** Text that every verifier file, and every test of one, holds: it tells a file of ours from any other. */
export const VERIFIER_MARKER = 'Written by plivo-to-vobiz.'
