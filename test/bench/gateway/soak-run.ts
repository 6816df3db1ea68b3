import { parseArgs } from 'node:util'
import { type Sample, soak } from './soak.ts'

// `npm run soak -- --minutes 10 --rate 200`: prints the memory of the gateway each minute, and what failed.
const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '10' },
    rate: { type: 'string', default: '200' },
    kills: { type: 'string', default: '3' },
  },
})
const [minutes, rate, kills] = [values.minutes, values.rate, values.kills].map(Number)
if (!minutes || !rate || kills === undefined || Number.isNaN(kills))
  throw new Error('expected --minutes N --rate N --kills N')

const megabytes = (bytes: number): string => (bytes / 1_048_576).toFixed(1).padStart(7)
const print = ({ minute, heap, rss, sent, failed }: Sample): void =>
  console.log(
    `${minute.toFixed(1).padStart(6)}  ${megabytes(heap)}  ${megabytes(rss)}  ${String(sent).padStart(8)}  ${String(failed).padStart(6)}`,
  )

console.log(`${rate} requests/s for ${minutes} min, the application killed ${kills} times for 3 s\n`)
console.log('minute  heap MB   rss MB      sent  failed')
const report = await soak({ minutes, rate, kills, outageMs: 3000, sampleMs: 60_000, onSample: print })
const slope = Number.isNaN(report.slope) ? 'too short for a slope' : `${(report.slope / 1024).toFixed(1)} KiB a minute`
console.log(`\nheap, without the first minute: ${slope}`)
if (report.skipped > 0)
  console.log(`${report.skipped} requests could not be sent in time: this machine is too slow for ${rate}/s`)
console.log(`${report.ok} of ${report.sent} answered with 200`)
console.log(`failures: ${JSON.stringify(report.failures)}, ${report.unexplained} of them while the application ran`)
console.log(report.alive ? 'the gateway still runs' : 'THE GATEWAY HAS ENDED')
if (!report.alive || report.unexplained > 0) process.exitCode = 1
