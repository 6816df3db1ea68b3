import type { Log, ReportingDescriptor, Result, Run, Notification as ToolNotification } from 'sarif'
import type { Details, FindingDetail } from '../details.ts'
import { PROJECT_URL, toDocsUrl } from '../docs-url.ts'
import { getFindingRow } from '../findings.ts'
import type { Action, Skipped } from '../touchpoint.ts'
import { getVersion } from '../version.ts'

const SCHEMA = 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json'
const ROOT = 'ROOT'

/** Only what a person has to do is a warning: a migration under way should not fail a review by being listed. */
const LEVELS: Readonly<Record<Action, 'note' | 'warning'>> = { auto: 'note', review: 'note', manual: 'warning' }

/**
 * A SARIF 2.1.0 log for code-scanning services: one rule per finding code, relative addresses, fingerprints that
 * outlive moved lines, and what was not looked at as notifications.
 *
 * @example await writeFile('plivo.sarif', formatSarif(toDetails(await plan())))
 */
export function formatSarif({ report, items }: Details): string {
  const codes = [...new Set(items.map(({ finding }) => finding.code))].sort()
  const indexes = new Map(codes.map((code, index) => [code, index]))
  const run: Run = {
    tool: {
      driver: {
        name: 'plivo-to-vobiz',
        version: getVersion(),
        semanticVersion: getVersion(),
        informationUri: PROJECT_URL,
        rules: codes.map(toRule),
      },
    },
    originalUriBaseIds: { [ROOT]: { description: { text: 'The folder that was scanned.' } } },
    columnKind: 'utf16CodeUnits',
    invocations: [{ executionSuccessful: true, toolExecutionNotifications: report.skipped.map(toNotification) }],
    results: items.map((item) => toResult(item, indexes.get(item.finding.code) ?? 0)),
  }
  const log: Log = { $schema: SCHEMA, version: '2.1.0', runs: [run] }
  return `${JSON.stringify(log, null, 2)}\n`
}

function toRule(code: string): ReportingDescriptor {
  const { text, hint, docs, kind, action } = getFindingRow(code)
  const help = hint === '' ? text : `${text} ${hint}`
  return {
    id: code,
    name: code.replace(/(?:^|-)([a-z0-9])/g, (_, letter: string) => letter.toUpperCase()),
    shortDescription: { text },
    fullDescription: { text: help },
    help: { text: help, markdown: `${escapeMarkdown(help)}\n\n[Guide](${toDocsUrl(docs)})` },
    helpUri: toDocsUrl('reference/findings'),
    defaultConfiguration: { level: LEVELS[action] },
    properties: { tags: ['plivo', 'vobiz', kind], precision: 'high' },
  }
}

const escapeMarkdown = (text: string): string => text.replace(/[<>&*_`[\]]/g, '\\$&')

function toResult({ finding, excerpt, fingerprint }: FindingDetail, ruleIndex: number): Result {
  const { code, kind, action, file, line, column, endLine, endColumn, message } = finding
  const snippet = excerpt?.lines.map(({ before, marked, after }) => before + marked + after).join('\n')
  return {
    ruleId: code,
    ruleIndex,
    level: LEVELS[action],
    message: { text: message },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: toUri(file), uriBaseId: ROOT },
          region: { startLine: line, startColumn: column, endLine, endColumn },
          ...(excerpt !== undefined &&
            excerpt.lines.length > 0 && {
              contextRegion: {
                startLine: excerpt.firstLine,
                endLine: excerpt.firstLine + excerpt.lines.length - 1,
                snippet: { text: snippet ?? '' },
              },
            }),
        },
      },
    ],
    partialFingerprints: { 'plivoToVobiz/v1': fingerprint },
    properties: { kind, action },
  }
}

function toNotification({ file, code, message }: Skipped): ToolNotification {
  return {
    descriptor: { id: code },
    level: 'warning',
    message: { text: `${file} was not looked at. ${message}` },
    locations: [{ physicalLocation: { artifactLocation: { uri: toUri(file), uriBaseId: ROOT } } }],
  }
}

/** A relative address: each part of the path on its own, so that blanks, `#` and `?` in names do not end it. */
function toUri(file: string): string {
  return file.split('/').map(encodeURIComponent).join('/')
}
