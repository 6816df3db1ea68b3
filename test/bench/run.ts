import { readdirSync } from 'node:fs'
import { cpus } from 'node:os'

// Figures are printed, never asserted: what a machine can do today says nothing about whether the code is right.
// `npm run bench -- signatures` runs one file; without a name all of them run.
const wanted = process.argv[2] ?? ''
const files = readdirSync(import.meta.dirname).filter((file) => file.endsWith('.bench.ts') && file.includes(wanted))
if (files.length === 0) throw new Error(`No bench in test/bench has ${wanted} in its name.`)

console.log(
  `Node ${process.version}, ${cpus().length} x ${cpus()[0]?.model ?? 'unknown processor'}; figures are medians\n`,
)
for (const file of files.sort()) {
  const { bench }: { bench: () => Promise<readonly string[]> } = await import(`./${file}`)
  console.log(`${file.replace('.bench.ts', '')}\n${(await bench()).join('\n')}\n`)
}
