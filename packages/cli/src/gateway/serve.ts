import type { Server } from 'node:net'
import type { OnEvent, Store } from '@plivo-to-vobiz/shim'
import type { GatewayOptions } from '@plivo-to-vobiz/shim/gateway'
import type { Io } from '../io.ts'
import { listen, toAddress } from './address.ts'
import { createAdmin } from './admin.ts'
import { connectStore } from './connect-store.ts'
import { drain } from './drain.ts'
import { createLog, type Log } from './log.ts'
import { createPrometheus } from './prometheus.ts'
import type { GatewayConfig } from './schema.ts'
import { toGatewayOptions } from './to-options.ts'

/** A gateway that runs. */
export interface Serving {
  /** Takes another configuration; gives the keys that need a restart. Throws on a wrong one, and goes on as before. */
  readonly reload: (config: GatewayConfig) => readonly string[]
  /** Lets what is under way end, for so many milliseconds; true when all of it did. */
  readonly stop: (ms: number) => Promise<boolean>
  readonly log: Log
}

const ask = <T>(value: T | (() => T | Promise<T>)): T | Promise<T> => (value instanceof Function ? value() : value)

/** Keys that are read once. */
const FIXED = ['listen', 'adminListen', 'redis', 'statusToken', 'readyAfterDays'] as const

/** Starts everything a configuration asks for, and says on standard output where it listens. */
export async function serve(config: GatewayConfig, io: Io): Promise<Serving> {
  const { createGateway } = await import('@plivo-to-vobiz/shim/gateway')
  const { createCounters, createMemoryStore, createStoredMode, joinEvents } = await import('@plivo-to-vobiz/shim')
  const at = toAddress('listen', config.listen)
  const adminAt = config.adminListen === undefined ? undefined : toAddress('adminListen', config.adminListen)
  let write = createLog(io.stderr, config.log)
  const log: Log = (event) => write(event)

  const shared = config.redis && (await connectStore(config.redis, log))
  const store: Store = shared?.store ?? createMemoryStore()
  const { readyAfterDays } = config
  const counters = createCounters({ store, ...(readyAfterDays !== undefined && { readyAfterDays }) })
  const stored = createStoredMode(store)
  const prometheus = adminAt && (await createPrometheus())
  const onEvent: OnEvent = joinEvents(counters, log, ...(prometheus === undefined ? [] : [prometheus.listener]))
  const toMode = ({ mode = 'both' }: GatewayConfig) => (mode === 'store' ? stored.get : mode)
  const prepare = (own: GatewayConfig): GatewayOptions =>
    toGatewayOptions(own, {
      store,
      onEvent,
      mode: toMode(own),
      ...(shared !== undefined && { isReady: shared.isReady }),
    })

  let current = config
  const servers: Server[] = []
  const close = async (): Promise<void> => {
    for (const server of servers) server.close()
    await counters.close()
    shared?.close()
  }
  try {
    const gateway = createGateway(prepare(config))
    const status = config.statusToken === undefined ? undefined : await createPage(config.statusToken)
    const admin = prometheus && createAdmin({ gateway, status, metrics: prometheus.register })
    const adminOn = admin && adminAt && (await listen(admin, adminAt))
    if (admin !== undefined) servers.push(admin)
    const on = await listen(gateway, at)
    io.stdout(`gateway listening on ${on}\n${adminOn === undefined ? '' : `metrics and status on ${adminOn}\n`}`)
    log({ name: 'gateway.started', listen: on, admin: adminOn })
    return {
      log,
      reload: (next) => {
        gateway.reconfigure(prepare(next))
        current = next
        write = createLog(io.stderr, next.log)
        return FIXED.filter((key) => JSON.stringify(next[key]) !== JSON.stringify(config[key]))
      },
      stop: async (ms) => {
        const clean = await drain(gateway, ms)
        status?.close()
        await close()
        return clean
      },
    }
  } catch (error) {
    await close()
    throw error
  }

  async function createPage(token: string) {
    const { createStatus } = await import('@plivo-to-vobiz/shim/status')
    return createStatus({ counters, token, mode: () => ask(toMode(current)) })
  }
}
