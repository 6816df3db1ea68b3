import type { ScenarioCall, ScenarioResult } from '../scenario/run-scenario.ts'
import { plain } from './paint.ts'
import { renderProbe } from './probe-text.ts'
import { renderDifferences, renderSideBySide } from './side-by-side.ts'
import { renderTranscript, type TextOptions } from './transcript-text.ts'
import { toVerdict } from './verdict.ts'

/** A played scenario as text: each call, both next to each other, what differed, and the verdict. */
export function renderScenario(result: ScenarioResult, options: TextOptions = {}): string {
  const { paint = plain } = options
  const { scenario, calls, comparison, ok } = result
  const head = (text: string): string => `${paint('heading', text)}\n`
  const compared =
    comparison === undefined
      ? []
      : [
          head('Side by side (rows marked | differ on the wire)') + renderSideBySide(comparison, options),
          head('Differences') + renderDifferences(comparison, options),
        ]
  const parts = [
    `${head(scenario.name)}${scenario.about}\n`,
    ...calls.map((call) => renderCall(call, options)),
    ...compared,
    ok ? paint('reply', toVerdict(result)) : paint('refused', toVerdict(result)),
  ]
  return `${parts.join('\n')}\n`
}

function renderCall({ transcript, probes, missed }: ScenarioCall, options: TextOptions): string {
  const { paint = plain } = options
  return [
    renderTranscript(transcript, options),
    ...missed.map((text) => paint('refused', `  the caller never heard "${text}"\n`)),
    ...probes.map((result) => renderProbe(result, paint)),
  ].join('')
}
