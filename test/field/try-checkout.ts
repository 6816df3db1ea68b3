import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { apply, type Plan, plan, type Target } from '@plivo-to-vobiz/codemods'
import { copyCheckout, installOurs, listCopied } from './checkout.ts'
import { findGoErrors } from './go-errors.ts'
import { getSyntaxProblem, isCompiled } from './syntax.ts'
import { findAdded, findTypeErrors, type TypeErrors } from './type-errors.ts'

/** What became of one code base. */
export interface Trial {
  readonly first: Plan
  /** Files that `--target both` changed, and that `--target vobiz` changed of the original. */
  readonly changed: Readonly<Record<Target, number>>
  /** Outputs that a compiler or an interpreter of their language took, and that it refused as it had the input. */
  readonly compiled: { readonly taken: number; readonly unknown: number }
  readonly types?: { readonly before: TypeErrors; readonly both: TypeErrors; readonly vobiz: TypeErrors }
  /** Everything that is not as it should be. */
  readonly problems: readonly string[]
}

/** Where the copies go, and whether types are checked. */
export interface TrialOptions {
  readonly from: string
  readonly both: string
  readonly vobiz: string
  readonly hasTypes: boolean
}

/** Migrates two copies of a checkout, one in two steps and one at once, and holds them against what must be so. */
export async function tryCheckout({ from, both, vobiz, hasTypes }: TrialOptions): Promise<Trial> {
  for (const copy of [both, vobiz]) copyCheckout(from, copy)
  const check = (root: string): TypeErrors | undefined => (hasTypes ? findErrors(root) : undefined)
  const before = check(both)
  const first = await plan({ cwd: both })
  const problems = [...findFailed(first), ...findUnaccounted(first)]
  problems.push(...(await migrate(first, 'both')))
  installOurs(both, listCopied(both))
  const afterBoth = check(both)
  const once = await plan({ cwd: vobiz, target: 'vobiz' })
  problems.push(...findFailed(once), ...(await migrate(once, 'vobiz')))
  installOurs(vobiz, listCopied(vobiz))
  const afterVobiz = check(vobiz)
  problems.push(...(await migrate(await plan({ cwd: both, target: 'vobiz' }), 'both -> vobiz')))
  problems.push(...findDifferent(both, vobiz))
  const changed = { both: first.changes.length, vobiz: once.changes.length }
  const outputs = [...first.changes, ...once.changes].filter(({ file }) => isCompiled(file))
  const taken = outputs.filter(({ newText, file }) => getSyntaxProblem(newText, file) === undefined).length
  const trial = { first, changed, compiled: { taken, unknown: outputs.length - taken }, problems }
  if (before === undefined || afterBoth === undefined || afterVobiz === undefined) return trial
  for (const [name, { errors }] of Object.entries({ both: afterBoth, vobiz: afterVobiz }))
    problems.push(...findAdded(errors, before.errors).map((error) => `type error after ${name}: ${error}`))
  return { ...trial, types: { before, both: afterBoth, vobiz: afterVobiz } }
}

/** What the compilers of TypeScript and Go say of a copy. */
function findErrors(root: string): TypeErrors {
  const files = listCopied(root)
  const [typescript, go] = [findTypeErrors(root, files), findGoErrors(root, files)]
  return { projects: typescript.projects + go.projects, errors: [...typescript.errors, ...go.errors] }
}

/** Writes a plan; what it wrote must parse, and there must be nothing left to write. */
async function migrate(planned: Plan, name: string): Promise<readonly string[]> {
  const target = planned.target
  const { skipped } = await apply(planned, { force: true })
  const again = await plan({ cwd: planned.root, target })
  return [
    ...skipped.map(({ file, message }) => `${name}: ${file} was not written: ${message}`),
    ...planned.changes.flatMap((change) => {
      const message = getSyntaxProblem(change.newText, change.file)
      return message === undefined || getSyntaxProblem(change.oldText, change.file) !== undefined
        ? []
        : [`${name}: ${change.file} does not parse any more: ${message}`]
    }),
    ...again.changes.map(({ file }) => `${name}: a second run changes ${file}`),
  ]
}

const findFailed = ({ skipped }: Plan): readonly string[] =>
  skipped.filter(({ code }) => code === 'transform-failed').map(({ file, message }) => `${file}: ${message}`)

/** Lines that name Plivo, found without the scanner, of which the report says nothing although it knows of others. */
function findUnaccounted({ root, mentions, skipped }: Plan): readonly string[] {
  const known = new Set(mentions.map(({ file, line }) => `${file}:${line}`))
  const read = new Set(mentions.map(({ file }) => file))
  const left = new Set(skipped.map(({ file }) => file))
  return listCopied(root)
    .filter((file) => read.has(file) && !left.has(file))
    .flatMap((file) =>
      readFileSync(join(root, file), 'utf8')
        .split(/\r\n|\r|\n/)
        .flatMap((text, index) => (/plivo/i.test(text) ? [`${file}:${index + 1}`] : [])),
    )
    .filter((place) => !known.has(place))
    .map((place) => `nothing is said of ${place}`)
}

function findDifferent(one: string, other: string): readonly string[] {
  const files = new Set([...listCopied(one), ...listCopied(other)])
  const read = (root: string, file: string): Buffer | undefined =>
    existsSync(join(root, file)) ? readFileSync(join(root, file)) : undefined
  return [...files]
    .filter((file) => !(read(one, file) ?? Buffer.from('\0')).equals(read(other, file) ?? Buffer.from('\0')))
    .map((file) => `${file} differs when migrated in two steps and in one`)
}
