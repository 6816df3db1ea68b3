import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { describe, expect, it } from 'vitest'
import { createTestIo } from './io.fixture.ts'
import { wantsColour } from './io.ts'
import { main } from './main.ts'

describe('main', () => {
  it('prints the version and exits 0', async () => {
    const io = createTestIo()
    expect(await main(['--version'], io)).toBe(0)
    expect(io.out()).toMatch(/^\d+\.\d+\.\d+\n$/)
  })

  it('prints help to standard error and exits 2 without a command', async () => {
    const io = createTestIo()
    expect(await main([], io)).toBe(2)
    expect(io.err()).toContain('Usage: plivo-to-vobiz')
  })

  it.each([['nonsense'], ['--nonsense']])('exits 2 on %s', async (argument) => {
    const io = createTestIo()
    expect(await main([argument], io)).toBe(2)
    expect(io.err()).toMatch(/^error: unknown (command|option)/)
    expect(io.out()).toBe('')
  })
})

describe('the process', () => {
  it('ends quietly when the reader of its output goes away', async () => {
    const io = new URL('./io.ts', import.meta.url).href
    const script = `import { createProcessIo } from '${io}'
      const io = createProcessIo()
      const write = () => { for (let i = 0; i < 200; i += 1) io.stdout('x'.repeat(1000)); setTimeout(write, 5) }
      write()`
    const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script], {
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let problems = ''
    child.stderr.on('data', (chunk) => {
      problems += chunk
    })
    child.stdout.once('data', () => child.stdout.destroy())
    await once(child, 'exit')
    expect(problems).toBe('')
  })
})

describe('wantsColour', () => {
  it.each([
    [{}, true, true],
    [{}, false, false],
    [{ NO_COLOR: '1' }, true, false],
    [{ FORCE_COLOR: '1' }, false, true],
    [{ FORCE_COLOR: '0' }, true, false],
    [{ NO_COLOR: '1', FORCE_COLOR: '1' }, true, false],
  ])('%o on a terminal: %s gives %s', (env, terminal, expected) => {
    expect(wantsColour(env, terminal)).toBe(expected)
  })
})
