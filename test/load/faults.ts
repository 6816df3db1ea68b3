import { Agent, request } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { Redis } from 'ioredis'
import { type Kind, startWorker, type Worker } from './start-worker.ts'
import { createMaker, type Make, type Provider, type Wire } from './traffic.ts'

export interface FaultOptions {
  readonly kind: Kind
  /** A Redis that both processes share, and where the application counts. */
  readonly redisPort: number
  /** Default: both. The intercept leaves Plivo's webhooks to the application, which handles a repeated one again. */
  readonly providers?: readonly Provider[]
  readonly seconds: number
  /** Calls a second. */
  readonly rate: number
  /** How long the application works at each answer and each hangup, in milliseconds: what a kill interrupts. */
  readonly workMs: number
}

export interface FaultReport {
  readonly calls: number
  /** Requests that broke off and were sent again, as a platform does. */
  readonly retries: number
  /** Calls whose answer never came, for all retries. */
  readonly withoutAnswer: number
  /** Hangups whose handler ran more than once. */
  readonly ranTwice: number
  /** Hangups that came to no handler: the killed process had taken them, and they are not run again. */
  readonly neverRan: number
  /** Answers and hangups the killed process was at work on. */
  readonly interrupted: number
}

/** Deliveries in the worst case, the pause before each, and how long each may take: a busy machine is no fault. */
const DELIVERIES = 4
const RETRY_MS = 500
const TIMEOUT_MS = 30_000

/**
 * Calls of both platforms to two processes in turns. Each call is answered and ends; Vobiz tells of the end at two URLs.
 * Half-way one process is killed as by `kill -9`; the platforms try again what broke off.
 */
export async function runFaults(options: FaultOptions): Promise<FaultReport> {
  const { kind, redisPort, providers = ['plivo', 'vobiz'], seconds, rate, workMs } = options
  const env = { REDIS_PORT: String(redisPort), WORK_MS: String(workMs) }
  const workers = await Promise.all([startWorker(kind, env), startWorker(kind, env)])
  const redis = new Redis(redisPort, '127.0.0.1')
  const agent = new Agent({ keepAlive: true })
  const targets = createTargets(workers)
  const makers = providers.map(createCaller)
  let [retries, withoutAnswer] = [0, 0]

  const deliver = async (wire: Wire, timeoutMs: number): Promise<string | undefined> => {
    for (let attempt = 1; attempt <= DELIVERIES; attempt += 1) {
      const body = await send(wire, { agent, port: targets.next(), timeoutMs }).catch(() => undefined)
      if (body !== undefined) return body
      retries += 1
      await sleep(RETRY_MS * attempt)
    }
    return undefined
  }
  const call = async (turn: number): Promise<string> => {
    const caller = makers[turn % makers.length]
    if (caller === undefined) throw new Error('nobody calls')
    const { provider, answer, hangup } = caller
    const id = `${provider}-${turn}`
    const reply = await deliver(answer({ id, nonce: createNonce() }), TIMEOUT_MS)
    if (reply === undefined || !reply.includes(provider === 'vobiz' ? '<Gather' : '<GetDigits')) withoutAnswer += 1
    const paths = provider === 'vobiz' ? ['/voice/hangup', '/voice/answer'] : ['/voice/hangup']
    await Promise.all(paths.map((path) => deliver(hangup({ id, nonce: createNonce(), path }), TIMEOUT_MS)))
    return id
  }

  /** Answers and hangups a process is at work on, or was when it died. */
  const countAtWork = async (pid: number): Promise<number> => {
    const keys = await redis.keys('at-work:*')
    const pids = keys.length === 0 ? [] : await redis.mget(keys)
    return pids.filter((held) => held === String(pid)).length
  }

  const running: Promise<string>[] = []
  const start = Date.now()
  let interrupted = 0
  try {
    for (let isKilled = false; Date.now() - start < seconds * 1000; await sleep(10)) {
      for (let due = ((Date.now() - start) * rate) / 1000; running.length < due; ) running.push(call(running.length))
      if (isKilled || Date.now() - start < seconds * 500) continue
      if ((await countAtWork(workers[0].pid)) === 0) continue
      isKilled = true
      await workers[0].kill()
      targets.drop(0)
      interrupted = await countAtWork(workers[0].pid)
    }
    const ids = await Promise.all(running)
    const runs = (await redis.mget(ids.map((id) => `runs:hangup:${id}`))).map((held) => Number(held ?? 0))
    return {
      calls: ids.length,
      retries,
      withoutAnswer,
      ranTwice: runs.filter((count) => count > 1).length,
      neverRan: runs.filter((count) => count === 0).length,
      interrupted,
    }
  } finally {
    agent.destroy()
    redis.disconnect()
    for (const worker of workers) await worker.kill()
  }
}

let nonces = 0
function createNonce(): string {
  nonces += 1
  return `${Date.now()}${nonces}`.padStart(20, '0')
}

const createCaller = (provider: Provider): { provider: Provider; answer: Make; hangup: Make } => ({
  provider,
  answer: createMaker(provider, 'answer'),
  hangup: createMaker(provider, 'hangup'),
})

/** The processes in turns, as a balancer that learns of a death by refused connections. */
function createTargets(workers: readonly Worker[]): { next: () => number; drop: (index: number) => void } {
  const ports = workers.map(({ port }) => port)
  let turn = 0
  return {
    next: () => {
      turn += 1
      return ports[turn % ports.length] ?? 0
    },
    drop: (index) => void ports.splice(index, 1),
  }
}

interface Sending {
  readonly agent: Agent
  readonly port: number
  readonly timeoutMs: number
}

/** Sends a webhook once; gives the body of a reply with status 200, and rejects on everything else. */
function send({ path, headers, body }: Wire, { agent, port, timeoutMs }: Sending): Promise<string> {
  return new Promise((resolve, reject) => {
    const options = { host: '127.0.0.1', port, method: 'POST', path, headers, agent, timeout: timeoutMs }
    const outgoing = request(options, (incoming) => {
      let text = ''
      incoming.setEncoding('utf8').on('data', (chunk) => {
        text += chunk
      })
      incoming.on('error', reject)
      incoming.on('end', () => (incoming.statusCode === 200 ? resolve(text) : reject(new Error(text))))
    })
    outgoing.on('timeout', () => outgoing.destroy(new Error('no reply in time')))
    outgoing.on('error', reject).end(body)
  })
}
