import { describeCommands, type Offered } from 'plivo-to-vobiz/commands'
import { code, toTable } from './markdown.ts'

const toRow = ({ name, text, choices, default: usual, isRequired }: Offered): readonly string[] => [
  code(name),
  [text, choices.length > 0 ? `(${choices.join(', ')})` : '', isRequired ? 'Required.' : ''].filter(Boolean).join(' '),
  code(usual),
]

/** Page of every subcommand with its flags. */
export function commandsPage(): string {
  const sections = describeCommands().map(({ name, text, args, options }) => {
    const rows = [...args, ...options].map(toRow)
    const table = rows.length === 0 ? '' : `\n\n${toTable(['Argument or flag', 'What it does', 'Default'], rows)}`
    return `## ${name}\n\n${text[0]?.toUpperCase() ?? ''}${text.slice(1)}.${table}`
  })
  return `# The command

\`plivo-to-vobiz\`, as its own \`--help\` describes it. Exit codes of every subcommand: 0 done and nothing left to do,
1 findings or manual tasks remain, 2 wrong usage or failure.

${sections.join('\n\n')}
`
}
