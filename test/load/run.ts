/**
 * Signed traffic of both platforms against the shim, on the loopback interface:
 * `npm run load -- [budgets] [memory] [faults] [--minutes 10] [--requests 5000] [--rounds 5] [--kind 'express, expressShim']`
 */
import { parseArgs } from 'node:util'
import { startRedis } from '../contract/redis-server.ts'
import { measureBudgets } from './budgets.ts'
import { runFaults } from './faults.ts'
import { watchMemory } from './memory.ts'
import { KINDS, type Kind } from './start-worker.ts'
import type { Provider } from './traffic.ts'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    minutes: { type: 'string', default: '10' },
    requests: { type: 'string', default: '5000' },
    rounds: { type: 'string', default: '5' },
    rate: { type: 'string', default: '500' },
    kind: { type: 'string' },
  },
})
const only = KINDS.filter((kind) => values.kind === undefined || kind === values.kind)
const wants = (name: string): boolean => positionals.length === 0 || positionals.includes(name)
const print = (line: string): void => void process.stdout.write(`${line}\n`)
const toMb = (bytes: number): string => (bytes / 1_000_000).toFixed(1)

if (wants('budgets')) {
  const options = { requests: Number(values.requests), rounds: Number(values.rounds), connections: 20 }
  print(`Budgets: both platforms in turns, ${options.rounds} rounds of ${options.requests} requests, 20 connections`)
  for (const line of await measureBudgets(options)) print(line)
}

if (wants('faults')) {
  const redis = await startRedis()
  try {
    for (const kind of only.filter((each): each is Kind => /Shim|Intercept/.test(each))) {
      const providers: readonly Provider[] = kind.includes('Intercept') ? ['vobiz'] : ['plivo', 'vobiz']
      const options = { kind, redisPort: redis.port, providers, seconds: 20, rate: 40, workMs: 200 }
      print(`Faults: ${kind}, kill -9 of one of two processes, 40 calls a second for 20 s`)
      print(`  ${JSON.stringify(await runFaults(options))}`)
    }
  } finally {
    await redis.stop()
  }
}

if (wants('memory')) {
  const [minutes, rate] = [Number(values.minutes), Number(values.rate)]
  const kind = only[0] !== undefined && values.kind !== undefined ? only[0] : 'express, expressIntercept'
  print(`Memory: ${kind}, ${rate} webhooks a second for ${minutes} minutes`)
  const onSample = ({ minute, rss, heapUsed }: { minute: number; rss: number; heapUsed: number }): void =>
    print(
      `  minute ${minute.toFixed(0).padStart(2)}  rss ${toMb(rss).padStart(6)} MB  heap ${toMb(heapUsed).padStart(6)} MB`,
    )
  const { sent, failed, slope } = await watchMemory(kind, { minutes, rate, onSample })
  print(
    `  sent ${sent}, failed ${failed}; rss ${slope.rss.toFixed(3)} MB a minute, heap ${slope.heapUsed.toFixed(3)} MB a minute`,
  )
}
