/** Scanner and codemods over checkouts of real code bases: see README.md beside this file. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import type { Finding, Mention } from '@plivo-to-vobiz/codemods'
import { type Trial, tryCheckout } from './try-checkout.ts'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { findings: { type: 'string' }, keep: { type: 'string' }, types: { type: 'boolean', default: false } },
})
if (positionals.length === 0) throw new Error('Name the folders of checkouts: npm run field -- DIR…')

const base = values.keep === undefined ? mkdtempSync(join(tmpdir(), 'plivo-to-vobiz-field-')) : resolve(values.keep)
mkdirSync(base, { recursive: true })
const rows: (readonly string[])[] = []
const problems: string[] = []
const found: Finding[] = []
for (const folder of positionals) {
  const name = basename(resolve(folder))
  const [both, vobiz] = [join(base, `${name}-both`), join(base, `${name}-vobiz`)]
  for (const copy of [both, vobiz]) rmSync(copy, { recursive: true, force: true })
  const trial = await tryCheckout({ from: resolve(folder), both, vobiz, hasTypes: values.types })
  rows.push(toRow(name, trial))
  problems.push(...trial.problems.map((problem) => `${name}: ${problem}`))
  found.push(...trial.first.findings.map((finding) => ({ ...finding, file: `${name}/${finding.file}` })))
  process.stderr.write(`${name}\n`)
}
if (values.keep === undefined) rmSync(base, { recursive: true, force: true })

const HEAD = ['code base', 'files', 'auto', 'review', 'manual', 'lines', 'rewritten', 'person', 'nothing']
const TAIL = ['checks', 'left', 'both', 'vobiz', 'compiled', 'types', 'problems']
if (values.findings !== undefined) writeFileSync(values.findings, JSON.stringify(found, null, 1))
print([[...HEAD, ...TAIL], ...rows])
for (const problem of problems) process.stdout.write(`${problem}\n`)
process.exitCode = problems.length > 0 ? 1 : 0

function toRow(name: string, { first, changed, compiled, types, problems: own }: Trial): readonly string[] {
  const actions = (action: Finding['action']): number => first.findings.filter((each) => each.action === action).length
  const lines = (verdict: Mention['verdict']): number =>
    first.mentions.filter((each) => each.verdict === verdict).length
  const checks = first.findings.filter(({ kind }) => kind === 'signature-validate' || kind === 'signature-header')
  const counts = [
    first.files.walked,
    ...(['auto', 'review', 'manual'] as const).map(actions),
    first.mentions.length,
    ...(['rewritten', 'person', 'nothing'] as const).map(lines),
    checks.filter(({ action }) => action !== 'manual').length,
    checks.filter(({ action }) => action === 'manual').length,
    changed.both,
    changed.vobiz,
  ]
  const checked = types === undefined || types.before.projects === 0 ? undefined : types
  const errors = checked && [checked.before, checked.both, checked.vobiz].map((each) => each.errors.length).join(' > ')
  const parsed = compiled.unknown === 0 ? `${compiled.taken}` : `${compiled.taken} (${compiled.unknown})`
  return [name, ...counts.map(String), parsed, errors ?? '-', String(own.length)]
}

function print(table: readonly (readonly string[])[]): void {
  const widths = table[0]?.map((_, column) => Math.max(...table.map((row) => row[column]?.length ?? 0))) ?? []
  for (const row of table) {
    const cells = row.map((cell, column) =>
      column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0),
    )
    process.stdout.write(`${cells.join('  ')}\n`)
  }
}
