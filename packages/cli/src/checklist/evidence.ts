import type { Finding } from '@plivo-to-vobiz/codemods'
import type { Facts } from './facts.ts'

/** Whether a step is done, told from the code base alone, and why. */
export interface Verdict {
  readonly isDone: boolean
  readonly because: string
}

type Judge = (facts: Facts) => Verdict

/** What the command can tell by itself. A judge never ticks what it cannot see. */
const EVIDENCE = {
  inventory: ({ both }) => ({
    isDone: true,
    because: `${both.auto} auto, ${both.review} review, ${both.manual} manual in ${count(both.files, 'file')}`,
  }),
  'nothing-lost': ({ both }) =>
    none(
      both.findings.filter(({ kind }) => kind === 'no-equivalent'),
      'nothing without an equivalent is used',
    ),
  'tokens-beside': ({ both }) =>
    none(
      both.findings.filter(({ kind, action }) => kind === 'env-var' && action !== 'review'),
      'no setting of Plivo is read without one of Vobiz beside it',
    ),
  'clean-tree': ({ tree }) => ({
    isDone: tree === 'clean',
    because: { clean: 'the git tree is clean', dirty: 'the git tree has changes', none: 'no git tree here' }[tree],
  }),
  rewritten: ({ both }) => ({
    isDone: both.changes === 0,
    because: both.changes === 0 ? 'migrate changes nothing any more' : `migrate changes ${count(both.changes, 'file')}`,
  }),
  'tasks-done': ({ both }) =>
    none(
      both.findings.filter(({ action }) => action === 'manual'),
      'no finding is left for a person',
    ),
  'shim-loaded': ({ shim }) => ({
    isDone: shim !== undefined,
    because:
      shim === undefined
        ? 'no code here loads the shim; a gateway leaves no trace in code, tick it by hand'
        : `the shim is loaded in ${shim}`,
  }),
  finished: ({ vobiz }) => ({
    isDone: vobiz.changes === 0,
    because:
      vobiz.changes === 0
        ? 'migrate --target vobiz changes nothing any more'
        : `migrate --target vobiz changes ${count(vobiz.changes, 'file')}`,
  }),
  'nothing-left': ({ vobiz }) => none(vobiz.findings, 'scan --target vobiz finds nothing'),
} as const satisfies Readonly<Record<string, Judge>>

/** Name of something the command can tell. */
export type EvidenceName = keyof typeof EVIDENCE

/** Judges a step. */
export const judge = (name: EvidenceName, facts: Facts): Verdict => EVIDENCE[name](facts)

function none(findings: readonly Finding[], because: string): Verdict {
  const [first] = findings
  if (first === undefined) return { isDone: true, because }
  return {
    isDone: false,
    because: `${count(findings.length, 'finding')}, first ${first.file}:${first.line} ${first.code}`,
  }
}

const count = (number: number, noun: string): string => `${number} ${noun}${number === 1 ? '' : 's'}`
