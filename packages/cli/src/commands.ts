import type { Register } from './command.ts'
import { registerAccount } from './commands/account.ts'
import { registerCheck } from './commands/check.ts'
import { registerChecklist } from './commands/checklist.ts'
import { registerGateway } from './commands/gateway.ts'
import { registerMigrate } from './commands/migrate.ts'
import { registerScan } from './commands/scan.ts'
import { registerSimulate } from './commands/simulate.ts'
import { registerVerify } from './commands/verify.ts'
import { registerXml } from './commands/xml.ts'

/** Every subcommand, in the order of `--help`. */
export const COMMANDS: readonly Register[] = [
  registerScan,
  registerMigrate,
  registerCheck,
  registerXml,
  registerSimulate,
  registerGateway,
  registerAccount,
  registerVerify,
  registerChecklist,
]
