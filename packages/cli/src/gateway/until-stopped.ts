import type { LoadedConfig } from './load-config.ts'
import type { GatewayConfig } from './schema.ts'
import type { Serving } from './serve.ts'

const DRAIN_SECONDS = 30

interface Watched {
  readonly config: GatewayConfig
  /** Reads the configuration again. */
  readonly load: () => Promise<LoadedConfig>
}

/** Heeds signals until the gateway has stopped: reload, drain, and a second one that does not wait. True when nothing was broken off. */
export function untilStopped(serving: Serving, { config, load }: Watched): Promise<boolean> {
  const { log } = serving
  let current = config
  const reload = async (): Promise<void> => {
    try {
      const next = (await load()).config
      const keys = serving.reload(next)
      current = next
      log({ name: 'config.reloaded' })
      if (keys.length > 0) log({ name: 'config.restart-needed', keys })
    } catch (error) {
      log({ name: 'config.rejected', message: error instanceof Error ? error.message : String(error) })
    }
  }
  return new Promise((resolve) => {
    let signals = 0
    const onHangup = (): void => void reload()
    const onStop = (signal: NodeJS.Signals): void => {
      signals += 1
      if (signals > 1) process.exit(1)
      const seconds = current.drainSeconds ?? DRAIN_SECONDS
      log({ name: 'gateway.stopping', signal, seconds })
      void serving.stop(seconds * 1000).then((clean) => {
        process.off('SIGHUP', onHangup).off('SIGTERM', onStop).off('SIGINT', onStop)
        log({ name: 'gateway.stopped', clean })
        resolve(clean)
      })
    }
    process.on('SIGHUP', onHangup).on('SIGTERM', onStop).on('SIGINT', onStop)
  })
}
