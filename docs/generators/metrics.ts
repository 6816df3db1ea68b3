import { INSTRUMENTS, type Instrument } from '@plivo-to-vobiz/shim/metrics'
import { code, toTable } from './markdown.ts'

/** Page of the shim's metrics. */
export function metricsPage(): string {
  const rows = Object.values(INSTRUMENTS).map(({ kind, name, help, labels }: Instrument) => [
    code(name),
    kind,
    labels.map(code).join(' '),
    help,
  ])
  return `# Metrics of the shim

Names are those of Prometheus. OpenTelemetry has the same without \`_total\`, which its exporters to Prometheus add. Labels
come from closed lists: no number, path, token or identifier of a call is in one.

${toTable(['Metric', 'Kind', 'Labels', 'What'], rows)}
`
}
