import type { Command } from 'commander'
import type { Register } from '../command.ts'
import { EXIT, type ExitCode } from '../exit.ts'
import type { Flags, LoadedConfig } from '../gateway/load-config.ts'
import { SETTINGS } from '../gateway/settings.ts'
import type { Io } from '../io.ts'

const collect = (value: string, values: readonly string[] = []): readonly string[] => [...values, value]

/** `gateway`: runs the reverse proxy until the process is told to stop. */
export const registerGateway: Register = (program, io, finish) => {
  addSettings(program.command('gateway'))
    .description('run a proxy in front of a Plivo application in any language, so that it takes calls from Vobiz too')
    .option('--config <file>', 'YAML file with any of these settings; flags and variables come before it')
    .option('--check', 'say what the configuration is, or what is wrong with it, and exit')
    .addHelpText(
      'after',
      '\nEach setting has a variable too: --upstream is GATEWAY_UPSTREAM. Tokens, passwords and the URL of Redis can be' +
        '\nread from files: PLIVO_AUTH_TOKEN_FILE=/run/secrets/plivo. Key by key: docs/reference/gateway.md.' +
        '\nSIGHUP: reads the configuration again. SIGTERM or SIGINT: accepts nothing new, lets calls under way end, exits;' +
        '\na second one does not wait.' +
        '\nExit codes: 0 stopped as told, 1 stopped with connections broken off, 2 wrong usage or failure.' +
        '\nSecrets are never printed. A secret on the command line stays in the history of your shell; a variable does not.' +
        '\nExample:\n  plivo-to-vobiz gateway --upstream http://127.0.0.1:5000 --listen 8080 --public-url https://voice.example.com --path /voice',
    )
    .action(async (flags: Flags) => finish(await runGateway(flags, io)))
}

function addSettings(command: Command): Command {
  for (const { flag, help, kind } of SETTINGS) {
    if (flag === undefined) continue
    if (kind === 'list') command.option(flag, help, collect)
    else command.option(flag, help)
  }
  return command
}

async function runGateway(flags: Flags, io: Io): Promise<ExitCode> {
  const { loadConfig } = await import('../gateway/load-config.ts')
  const loaded = await loadConfig(flags, io)
  if (flags.check === true) return check(loaded, io)
  const [{ serve }, { untilStopped }] = await Promise.all([
    import('../gateway/serve.ts'),
    import('../gateway/until-stopped.ts'),
  ])
  const serving = await serve(loaded.config, io)
  return (await untilStopped(serving, { config: loaded.config, load: () => loadConfig(flags, io) }))
    ? EXIT.done
    : EXIT.remains
}

/** Everything but the listening is tried: a wrong option of the library counts as wrong. */
async function check(loaded: LoadedConfig, io: Io): Promise<ExitCode> {
  const [{ createGateway }, { toGatewayOptions }, { printConfig }] = await Promise.all([
    import('@plivo-to-vobiz/shim/gateway'),
    import('../gateway/to-options.ts'),
    import('../gateway/print-config.ts'),
  ])
  createGateway(toGatewayOptions(loaded.config, {}))
  io.stdout(printConfig(loaded))
  return EXIT.done
}
