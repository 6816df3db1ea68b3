import {
  CONTRADICTIONS,
  DELIVERY,
  type DeliveryRow,
  WEBHOOK_PARAMS,
  type WebhookParamsRow,
} from '@plivo-to-vobiz/mappings'
import { cite, code, toTable } from './markdown.ts'

/** Page of what shows in a call where pages disagree or providers differ beyond names. */
export function contradictionsPage(): string {
  const points = CONTRADICTIONS.map((row) => [row.id, row.about, row.readings[0], row.readings[1], cite(row.source)])
  const delivery = (DELIVERY as readonly DeliveryRow[]).map((row) => [
    row.provider,
    `${row.answerMs / 1000} s`,
    `${row.callbackMs / 1000} s`,
    `${row.retries} on ${row.retryOn.join(', ')}`,
    row.note ?? '',
    cite(row.source),
  ])
  const params = (WEBHOOK_PARAMS as readonly WebhookParamsRow[]).map((row) => [
    row.webhook,
    row.provider,
    row.direction ?? row.element ?? '',
    row.params.map(code).join(' '),
    (row.lacks ?? []).map(code).join(' '),
    row.note ?? '',
    cite(row.source),
  ])
  return `# Contradictions, delivery and webhook parameters

Points on which a provider's own pages, or its pages and a capture, say different things. The simulator plays the first
reading unless told otherwise; the shim works under both.

${toTable(['Id', 'About', 'One reading', 'Another', 'Source'], points)}

## How a webhook is delivered

\`ct\`: no connection; \`rt\`: no answer in time; \`status\`: anything but success.

${toTable(['Provider', 'Waits for a document', 'Waits otherwise', 'Tries again', 'Note', 'Source'], delivery)}

## What each webhook carries

Besides \`CallStatus\`, \`CallUUID\`, \`Direction\`, \`Event\`, \`From\` and \`To\`; any of it may be absent.

${toTable(['Webhook', 'Provider', 'Of', 'Parameters', 'Lacks', 'Note', 'Source'], params)}
`
}
