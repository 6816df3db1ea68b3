/** Everything a command may touch outside itself, so that tests can hand in their own. */
export interface Io {
  /** Writes to standard output, exactly as given. */
  readonly stdout: (text: string) => void
  /** Writes to standard error, exactly as given. */
  readonly stderr: (text: string) => void
  /** Reads standard input to its end, as bytes. */
  readonly stdin: () => Promise<Uint8Array>
  readonly env: Readonly<Record<string, string | undefined>>
  readonly cwd: string
  /** Whether colours are wanted on standard output. */
  readonly colour: boolean
  /** Whether a person watches standard error (progress is shown only then). */
  readonly interactive: boolean
  /** Whether a person can be asked: standard input and output are a terminal; default false. */
  readonly canAsk?: boolean
}

/** The real process. A reader that goes away, such as `head`, ends the command quietly, as it does others. */
export function createProcessIo(): Io {
  process.stdout.on('error', endQuietly)
  return {
    stdout: (text) => void process.stdout.write(text),
    stderr: (text) => void process.stderr.write(text),
    stdin: readStdin,
    env: process.env,
    cwd: process.cwd(),
    colour: wantsColour(process.env, process.stdout.isTTY === true),
    interactive: process.stderr.isTTY === true,
    canAsk: process.stdin.isTTY === true && process.stdout.isTTY === true,
  }
}

function endQuietly(error: NodeJS.ErrnoException): void {
  if (error.code === 'EPIPE') process.exit()
  throw error
}

/** `NO_COLOR` beats `FORCE_COLOR`, which beats the terminal (no-color.org). */
export function wantsColour(env: Io['env'], isTerminal: boolean): boolean {
  if (env.NO_COLOR) return false
  if (env.FORCE_COLOR) return env.FORCE_COLOR !== '0'
  return isTerminal
}

async function readStdin(): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  for await (const chunk of process.stdin) chunks.push(chunk)
  return Buffer.concat(chunks)
}
