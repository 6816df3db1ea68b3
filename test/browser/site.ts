import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import sirv from 'sirv'

/** The built site on loopback. */
export interface Site {
  readonly url: (path: string) => string
  readonly close: () => Promise<void>
}

/** Builds the site into a folder of its own, which fails on a dead link, and serves it. */
export async function buildSite(): Promise<Site> {
  const folder = await mkdtemp(join(tmpdir(), 'plivo-to-vobiz-site-'))
  const docs = join(import.meta.dirname, '../../docs')
  await promisify(execFile)('npx', ['--no-install', 'vitepress', 'build', '.', '--outDir', folder], { cwd: docs })
  const serve = sirv(folder, { dev: false })
  const server = createServer((request, response) =>
    serve(request, response, () => {
      response.statusCode = 404
      response.end()
    }),
  )
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: (path) => `http://127.0.0.1:${port}${path}`,
    close: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
      await rm(folder, { recursive: true })
    },
  }
}
