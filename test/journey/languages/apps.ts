import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { type AddressInfo, createServer } from 'node:net'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { ROOT } from '../../agreement/workspace.ts'
import { getPythonWithPlivo } from '../../oracle/python.ts'
import type { Launch } from './start-process.ts'

const run = promisify(execFile)
const CACHE = join(ROOT, 'node_modules/.cache/plivo-to-vobiz')

/** An example application below docs/examples, run as its README says and never changed. */
export interface ExampleApp {
  readonly name: string
  readonly folder: string
  /** Who decides whether a webhook is Plivo's. */
  readonly verifiedBy: string
  /** Commands that succeed where the language is installed. */
  readonly needs: readonly (readonly [command: string, ...args: readonly string[]])[]
  /** Installs and compiles, once for all runs, and tells how to start the application on a free port. */
  readonly prepare: (folder: string) => Promise<Launch>
}

/** One application for each way of building and checking Plivo's webhooks. */
export const APPS: readonly ExampleApp[] = [
  {
    name: 'Express',
    folder: 'express-ivr',
    verifiedBy: 'plivo (npm)',
    needs: [],
    prepare: async () => ({
      command: process.execPath,
      args: ['server.js'],
      ready: /listening on port (\d+)/,
      env: { HOST: '127.0.0.1', PORT: '0' },
    }),
  },
  {
    name: 'Flask',
    folder: 'flask-ivr',
    verifiedBy: 'plivo (PyPI)',
    needs: [['python3', '-c', 'import ensurepip, venv']],
    prepare: async () => ({
      command: await getPythonWithPlivo(),
      args: ['-B', '-m', 'flask', 'run', '--port', '0'],
      ready: /Running on http:\/\/127\.0\.0\.1:(\d+)/,
    }),
  },
  {
    name: 'Django',
    folder: 'django-ivr',
    verifiedBy: 'plivo (PyPI)',
    needs: [['python3', '-c', 'import ensurepip, venv']],
    prepare: async () => ({
      command: await getPythonWithPlivo(),
      args: ['-B', 'manage.py', 'runserver', '--noreload', '127.0.0.1:0'],
      ready: /server at http:\/\/127\.0\.0\.1:(\d+)/,
      env: { SECRET_KEY: 'only-for-this-test', ALLOWED_HOSTS: 'ivr.example.com,127.0.0.1', PYTHONUNBUFFERED: '1' },
    }),
  },
  {
    name: 'Sinatra',
    folder: 'sinatra-ivr',
    verifiedBy: 'its own lines',
    needs: [['ruby', '-e', 'require "sinatra/base"; require "webrick"']],
    prepare: async () => ({
      command: 'ruby',
      args: ['app.rb', '-o', '127.0.0.1', '-p', '0'],
      ready: /HTTPServer#start: pid=\d+ port=(\d+)/,
      env: { APP_ENV: 'production' },
    }),
  },
  {
    name: 'PHP',
    folder: 'php-ivr',
    verifiedBy: 'its own lines',
    needs: [['php', '--version']],
    prepare: async () => ({
      command: 'php',
      args: ['-S', '127.0.0.1:0', 'index.php'],
      ready: /Server \(http:\/\/127\.0\.0\.1:(\d+)\) started/,
    }),
  },
  {
    name: 'Go',
    folder: 'go-ivr',
    verifiedBy: 'plivo-go',
    needs: [['go', 'version']],
    prepare: async (folder) => {
      const command = folder.startsWith(ROOT) ? join(CACHE, 'go-ivr') : join(folder, 'ivr')
      await run('go', ['build', '-o', command, '.'], { cwd: folder })
      return { command, args: [], ready: /listening on port (\d+)/, env: { HOST: '127.0.0.1', PORT: '0' } }
    },
  },
  {
    name: 'Spring Boot',
    folder: 'java-ivr',
    verifiedBy: 'plivo-java',
    needs: [
      ['javac', '-version'],
      ['mvn', '--version'],
    ],
    prepare: async (folder) => ({
      command: 'java',
      args: ['-jar', await buildJar(folder)],
      ready: /Tomcat started on port\(s\): (\d+)/,
      env: { SERVER_PORT: '0', SERVER_ADDRESS: '127.0.0.1' },
    }),
  },
  {
    name: 'C#',
    folder: 'csharp-ivr',
    verifiedBy: 'its own lines',
    needs: [
      ['mcs', '--version'],
      ['mono', '--version'],
    ],
    prepare: async (folder) => {
      const program = folder.startsWith(ROOT) ? join(CACHE, 'csharp-ivr.exe') : join(folder, 'ivr.exe')
      mkdirSync(CACHE, { recursive: true })
      await run('mcs', [`-out:${program}`, '-recurse:*.cs'], { cwd: folder })
      // An HttpListener has to be told its port.
      const env = { PORT: String(await findFreePort()) }
      return { command: 'mono', args: [program], ready: /listening on port (\d+)/, env }
    },
  },
]

async function findFreePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}

/** Maven takes a while: the jar is kept for as long as the sources stay what they are. */
async function buildJar(source: string): Promise<string> {
  const hash = createHash('sha256')
  const files = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter((file) => !file.startsWith('target'))
  for (const file of files.filter((one) => /\.(?:java|xml|properties)$/.test(one)).sort())
    hash.update(`${file}\0`).update(readFileSync(join(source, file)))
  const folder = join(CACHE, `java-ivr-${hash.digest('hex').slice(0, 16)}`)
  const jar = join(folder, 'target/ivr.jar')
  if (existsSync(jar)) return jar
  mkdirSync(CACHE, { recursive: true })
  cpSync(source, folder, { recursive: true })
  await run('mvn', ['--quiet', '--batch-mode', '-DskipTests', 'package'], { cwd: folder })
  return jar
}
