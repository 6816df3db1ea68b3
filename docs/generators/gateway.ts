import { SETTINGS, toJsonSchema } from 'plivo-to-vobiz/gateway-config'
import { code, toTable } from './markdown.ts'

interface Schema {
  readonly description?: string
  readonly properties?: Readonly<Record<string, Schema>>
  readonly anyOf?: readonly Schema[]
  readonly items?: Schema
  readonly type?: string
  readonly enum?: readonly string[]
  readonly const?: string
}

/** Page of the gateway's settings under their three names. */
export function gatewayPage(): string {
  const rows = listKeys(toJsonSchema()).map(({ key, schema }) => {
    const setting = SETTINGS.find((one) => one.key === key)
    const flag = setting?.flag?.split(' ')[0]
    const variables = setting && [setting.variable, ...(setting.secret ? [`${setting.variable}_FILE`] : [])]
    return [code(key), code(flag), (variables ?? []).map(code).join(', '), describe(schema), schema.description ?? '']
  })
  return `# Settings of the gateway

What \`plivo-to-vobiz gateway\` takes. A flag comes before a variable, a variable before the file that \`--config\` or
\`GATEWAY_CONFIG\` names. Lists in variables have commas between their items. Variables that end with \`_FILE\` name a file with
the value, as Docker and Kubernetes mount secrets. \`--check\` says what the configuration is and where each key comes from.

The file is checked against [a JSON schema](../../packages/cli/schema/gateway.json), which editors read too:

\`\`\`yaml
# yaml-language-server: $schema=https://unpkg.com/plivo-to-vobiz/schema/gateway.json
\`\`\`

${toTable(['Key in the file', 'Flag', 'Variable', 'Value', 'What it is'], rows)}
`
}

/** The JSON schema of the file, for editors. */
export const gatewaySchema = (): string => `${JSON.stringify(toJsonSchema(), null, 2)}\n`

interface Key {
  readonly key: string
  readonly schema: Schema
}

/** Keys with the keys inside them, in the order of the schema. */
function listKeys(schema: Schema, prefix = ''): readonly Key[] {
  return Object.entries(schema.properties ?? {}).flatMap(([name, inner]) => {
    const key = prefix + name
    const nested = inner.anyOf?.find(({ properties }) => properties !== undefined) ?? inner
    if (nested.properties === undefined) return [{ key, schema: inner }]
    return [...(inner.anyOf === undefined ? [] : [{ key, schema: inner }]), ...listKeys(nested, `${key}.`)]
  })
}

function describe({ type, items, anyOf, enum: words, const: word }: Schema): string {
  if (anyOf !== undefined) return anyOf.map(describe).join(' or ')
  if (words !== undefined) return words.map(code).join(', ')
  if (word !== undefined) return code(word)
  if (items?.properties !== undefined) return `list of { ${Object.keys(items.properties).join(', ')} }`
  return (
    { array: 'list', string: 'text', boolean: '`true` or `false`', integer: 'number', object: 'mapping' }[type ?? ''] ??
    ''
  )
}
