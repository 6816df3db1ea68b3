import autocannon, { type Request } from 'autocannon'
import { type ServerProcess, startServer } from './gateway/process.ts'
import { createWebhooks, PLAIN, type Wire } from './gateway/requests.ts'
import { median } from './rounds.ts'

const ROUNDS = 9
const SECONDS = 1
const CONNECTIONS = 16

interface Path {
  readonly name: string
  readonly server: ServerProcess
  readonly next: () => Wire
  readonly goal: string
}

interface Round {
  readonly perSecond: number
  /** Microseconds of processor time in the proxy, a request. */
  readonly cpu: number
}

async function load({ name, server, next }: Path, seconds: number): Promise<Round> {
  await server.measure()
  const setupRequest = (request: Request): Request => Object.assign(request, next())
  const result = await autocannon({
    url: `http://127.0.0.1:${server.port}`,
    connections: CONNECTIONS,
    duration: seconds,
    requests: [{ setupRequest }],
  })
  const { cpu } = await server.measure()
  const total = result['2xx']
  if (result.non2xx + result.errors > 0) throw new Error(`${name}: ${result.non2xx + result.errors} failed`)
  return { perSecond: total / result.duration, cpu: cpu / total }
}

/** Both proxies in front of one application, in turns; each round gives one ratio. */
export async function bench(): Promise<readonly string[]> {
  const app = await startServer('app')
  const upstream = { UPSTREAM: `http://127.0.0.1:${app.port}` }
  const [proxy, gateway] = [await startServer('proxy', upstream), await startServer('gateway', upstream)]
  const groups = [
    { title: 'Plivo webhook, signed', next: createWebhooks('plivo'), goal: '>= 0.90' },
    { title: 'GET that is no webhook', next: () => PLAIN, goal: '>= 0.90' },
    { title: 'Vobiz webhook: verified, re-signed, translated', next: createWebhooks('vobiz'), goal: '' },
  ]
  try {
    const lines: string[] = []
    for (const { title, next, goal } of groups) {
      const paths: readonly Path[] = [
        { name: 'http-proxy', server: proxy, next, goal: '' },
        { name: 'gateway', server: gateway, next, goal },
      ]
      lines.push(...print(title, paths, await measure(paths)), '')
    }
    return lines
  } finally {
    for (const server of [gateway, proxy, app]) await server.stop()
  }
}

async function measure(paths: readonly Path[]): Promise<readonly Round[][]> {
  for (const path of paths) await load(path, 1)
  const rounds: Round[][] = paths.map(() => [])
  for (let round = 0; round < ROUNDS; round += 1)
    for (const [index, path] of paths.entries()) rounds[index]?.push(await load(path, SECONDS))
  return rounds
}

function print(title: string, paths: readonly Path[], rounds: readonly Round[][]): readonly string[] {
  const head = `${title.padEnd(46)}  requests/s  ratio   us CPU  goal`
  const base = rounds[0] ?? []
  return [
    head,
    ...paths.map(({ name, goal }, index) => {
      const own = rounds[index] ?? []
      const ratio = median(own.map(({ perSecond }, round) => perSecond / (base[round]?.perSecond ?? Number.NaN)))
      const [perSecond, cpu] = [median(own.map((one) => one.perSecond)), median(own.map((one) => one.cpu))]
      return `  ${name.padEnd(44)}  ${perSecond.toFixed(0).padStart(10)}  ${ratio.toFixed(2).padStart(5)}  ${cpu.toFixed(0).padStart(7)}  ${goal}`.trimEnd()
    }),
  ]
}
