import pc from 'picocolors'
import { addShim } from './add-shim.ts'
import type { CleanUp } from './clean-up.ts'
import { listFindings } from './list-findings.ts'
import { print, printDiff, printStep, WIDTH } from './print.ts'
import { runCli } from './run-cli.ts'
import { copyExample } from './workspace.ts'

/** Steps 1 to 4: copy, scan, migrate, add the shim. Gives the folder of the migrated application. */
export async function showMigration(cleanUp: CleanUp): Promise<string> {
  printStep(1, 'An application on Plivo', 'A copy of docs/examples/express-ivr: menu, transfer to sales, voicemail.')
  const folder = copyExample(cleanUp)
  print(`Copied to ${folder}. Its packages are linked, so nothing is downloaded.`)

  printStep(2, 'Scan', 'What touches Plivo, and who has to act? Changes nothing.')
  await showFindings(folder)

  printStep(3, 'Migrate', 'Rewrites what is safe to rewrite, to accept both providers. First as a diff, then for real.')
  await showCommand(folder, ['migrate', '.'], { until: /^\S+\n {2}\d+:\d+ /m })
  await showCommand(folder, ['migrate', '.', '--write', '--force'])

  printStep(4, 'Add the shim', 'In front of the routes: verifies Vobiz, speaks Plivo to them, translates their XML.')
  printDiff(addShim(folder))
  return folder
}

/** The report, one line per finding. */
async function showFindings(folder: string): Promise<void> {
  printCommand(['scan', '.'])
  const findings = await listFindings(folder)
  const paints: Readonly<Record<string, (text: string) => string>> = {
    auto: pc.green,
    review: pc.yellow,
    manual: pc.red,
  }
  for (const { action, file, line, message } of findings) {
    const paint = paints[action] ?? String
    const place = `${file}:${line}`
    print(`${paint(action.padEnd(7))} ${place.padEnd(26)} ${shorten(message, WIDTH - 36)}`)
  }
  print(
    `\n${findings.length} findings, cut to a line each. auto: is rewritten; review: look at it; manual: for a person.`,
  )
}

/** Runs the real command and shows what it prints, up to where a pattern begins. */
async function showCommand(folder: string, args: readonly string[], { until }: { until?: RegExp } = {}): Promise<void> {
  printCommand(args)
  const { stdout } = await runCli(folder, args, { colour: false })
  const end = until === undefined ? -1 : stdout.search(until)
  const shown = end === -1 ? stdout : stdout.slice(0, end)
  if (until === undefined) print(lastLines(shown, /^wrote |written, /))
  else printDiff(shown)
}

const shorten = (text: string, width: number): string => (text.length > width ? `${text.slice(0, width - 1)}…` : text)

const printCommand = (args: readonly string[]): void => print(pc.dim(`$ plivo-to-vobiz ${args.join(' ')}`))

const lastLines = (text: string, wanted: RegExp): string =>
  text
    .split('\n')
    .filter((line) => wanted.test(line))
    .join('\n')
