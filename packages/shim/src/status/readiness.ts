import type { Figures } from './figures.ts'
import { type Html, html } from './html.ts'
import { plural, toAgo, toDate, toSpan, toTime } from './times.ts'

const DAY_MS = 86_400_000

/** The signal: whether Plivo can be left, why, and since when. */
export function toReadiness(figures: Figures): Html {
  const { readiness, now, last } = figures
  const { ready, readyAfterDays, quietSince } = readiness
  const quiet = Math.min(readyAfterDays, (now - quietSince) / DAY_MS)
  const quietDays = Math.floor(quiet)
  return html`<div class="signal ${ready ? 'ready' : 'waiting'}">
<p class="verdict"><span class="lamp" aria-hidden="true"></span>${toVerdict(figures)}</p>
<p>${toReason(figures)}</p>
<div class="wait"><progress max="${readyAfterDays}" value="${quiet.toFixed(2)}" aria-label="Days without a request from Plivo"></progress><span>${quietDays} of ${plural(readyAfterDays, 'quiet day')}</span></div>
${last.vobiz === undefined && html`<p class="note">Vobiz has sent nothing yet. Make sure that its requests reach this application.</p>`}
</div>`
}

/** The signal in a few words. */
export const toVerdict = ({ readiness }: Pick<Figures, 'readiness'>): string =>
  readiness.ready ? 'Ready to leave Plivo' : 'Not yet ready to leave Plivo'

function toReason({ readiness, now, since, last, lastRefusedPlivo = 0 }: Figures): Html {
  const { ready, readyAfterDays, lastPlivo, readyAt } = readiness
  if (lastPlivo === undefined) {
    return ready
      ? html`Nothing has come from Plivo since counting began, ${toSpan(now - since)} ago.`
      : html`Nothing has come from Plivo since counting began ${toAgo(since, now)}. Ready on ${toDate(readyAt)} if it stays so.`
  }
  if (ready) return html`Nothing has come from Plivo for ${toSpan(now - lastPlivo)}, since ${toTime(lastPlivo)}.`
  const refused = lastRefusedPlivo > (last.plivo ?? 0) ? ' It was refused: the reasons are below.' : ''
  return html`Plivo's last request came ${toAgo(lastPlivo, now)}.${refused} Ready when none has come for ${plural(readyAfterDays, 'day')}: on ${toDate(readyAt)} at the earliest.`
}
