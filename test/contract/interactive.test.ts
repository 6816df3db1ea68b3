import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'

const MAIN = resolve(import.meta.dirname, '../../packages/cli/src/main.ts')
const CHECK = `const plivo = require('plivo')
module.exports = (req) =>
  plivo.validateV3Signature(req.method, req.fullUrl, req.get('X-Plivo-Signature-V3-Nonce'), process.env.PLIVO_AUTH_TOKEN, req.get('X-Plivo-Signature-V3'), req.body)
`

/** Runs the command in a real terminal: waits for each text to be printed, then types the keys. */
const DRIVER = `
import fcntl, json, os, pty, select, struct, sys, termios, time
command, steps = json.loads(sys.argv[1])
pid, fd = pty.fork()
if pid == 0:
    fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack('HHHH', 40, 120, 0, 0))
    os.execvp(command[0], command)
seen, start, deadline = b'', 0, time.time() + 50
def read():
    global seen
    ready, _, _ = select.select([fd], [], [], 0.2)
    if not ready: return True
    try: data = os.read(fd, 65536)
    except OSError: return False
    seen += data
    return len(data) > 0
for wait, keys in steps:
    while wait.encode() not in seen[start:]:
        if time.time() > deadline or not read():
            sys.stderr.write('never printed: ' + wait + '\\n' + seen.decode(errors='replace')); sys.exit(3)
    start = len(seen); time.sleep(0.3)
    os.write(fd, keys.encode())
while time.time() < deadline and read(): pass
_, status = os.waitpid(pid, 0)
sys.stdout.write(json.dumps({'code': os.waitstatus_to_exitcode(status), 'out': seen.decode(errors='replace')}))
`
const SCRIPT = `import { main } from ${JSON.stringify(MAIN)}; process.exitCode = await main(process.argv.slice(1))`
const COMMAND = [
  process.execPath,
  '-C',
  '@plivo-to-vobiz/source',
  '--import',
  'tsx',
  '--input-type=module',
  '-e',
  SCRIPT,
  '--',
]
const DOWN = '\u001b[B'
const ENTER = '\r'

let cwd = ''
beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), 'plivo-to-vobiz-ask-'))
  for (const name of ['a', 'b', 'c']) writeFileSync(join(cwd, `${name}.js`), CHECK)
})
afterEach(() => rmSync(cwd, { recursive: true, force: true }))

const read = (file: string): string => readFileSync(join(cwd, file), 'utf8')

function ask(
  steps: readonly (readonly [string, string])[],
  ...args: string[]
): { readonly code: number; readonly out: string } {
  const command = [...COMMAND, 'migrate', cwd, '--interactive', ...args]
  const out = execFileSync('python3', ['-c', DRIVER, JSON.stringify([command, steps])], {
    cwd: resolve(import.meta.dirname, '..'),
    encoding: 'utf8',
    timeout: 58_000,
  })
  return JSON.parse(out)
}

describe('migrate --interactive in a terminal', { timeout: 180_000 }, () => {
  it('writes what is accepted, leaves what is skipped, stops at quit, and goes on later without asking again', () => {
    const { out } = ask([
      ['a.js (1 of 3)', ENTER],
      ['b.js (2 of 3)', DOWN + ENTER],
      ['c.js (3 of 3)', DOWN + DOWN + ENTER],
    ])
    expect(read('a.js')).toContain('@plivo-to-vobiz/signatures/either')
    expect([read('b.js'), read('c.js')]).toEqual([CHECK, CHECK])
    expect(out).toContain('\u001b[32m+') // a coloured diff
    expect(JSON.parse(read('.plivo-to-vobiz/state.json')).runs[0].decisions).toMatchObject([
      { file: 'a.js', decision: 'accepted' },
      { file: 'b.js', decision: 'skipped' },
    ])
    const again = ask([['c.js (1 of 1)', ENTER]])
    expect(again.out).toContain('1 files were skipped in an earlier run')
    expect(read('c.js')).toContain('@plivo-to-vobiz/signatures/either')
    expect(read('b.js')).toBe(CHECK)
    ask([['b.js (1 of 1)', ENTER]], '--ask-again')
    expect(read('b.js')).toContain('@plivo-to-vobiz/signatures/either')
  })

  it('writes nothing when it is broken off', () => {
    const { out } = ask([
      ['a.js (1 of 3)', ENTER],
      ['b.js (2 of 3)', '\u0003'],
    ])
    expect(out).toContain('Broken off; nothing was written.')
    expect(read('a.js')).toBe(CHECK)
    expect(existsSync(join(cwd, '.plivo-to-vobiz'))).toBe(false)
  })
})

it('refuses without a terminal, with what to do instead', () => {
  const [program = '', ...rest] = COMMAND
  const { status, stderr } = spawnSync(program, [...rest, 'migrate', cwd, '--interactive'], {
    cwd: resolve(import.meta.dirname, '..'),
    encoding: 'utf8',
  })
  expect(status).toBe(2)
  expect(stderr).toMatch(/^error: --interactive asks for every file and needs a terminal/)
})
