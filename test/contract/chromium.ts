import { existsSync } from 'node:fs'
import { type Browser, chromium } from 'playwright-core'

const EXECUTABLE = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(existsSync)

/** Why tests in a browser cannot run here; never in CI, where `.ci/run` installs one. */
export const NO_CHROMIUM: string | undefined =
  EXECUTABLE === undefined && process.env.CI === undefined ? 'no chromium is installed on this machine' : undefined

/** Starts the real browser of the system. */
export function launchChromium(): Promise<Browser> {
  return chromium.launch({ executablePath: EXECUTABLE ?? '/usr/bin/chromium', args: ['--no-sandbox'] })
}
