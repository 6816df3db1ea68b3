import { createHash } from 'node:crypto'
import { type Figures, RANGES } from './figures.ts'
import { type Html, html, raw } from './html.ts'
import { SCRIPT } from './script.ts'
import { SECTIONS, type Section } from './sections.ts'
import { STYLE } from './style.ts'

const digest = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`

/** Nothing from elsewhere, no script but the one on the page, in nobody's frame. */
export const POLICY: string = [
  "default-src 'none'",
  `script-src ${digest(SCRIPT)}`,
  `style-src ${digest(STYLE)}`,
  "connect-src 'self'",
  'img-src data:',
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  'trusted-types status',
  "require-trusted-types-for 'script'",
].join('; ')

/** The whole page, with its figures in it. */
export function toPage(figures: Figures): string {
  const part = (name: Section): Html => html`<div id="${name}">${SECTIONS[name](figures)}</div>`
  return `<!doctype html>${
    html`
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>From Plivo to Vobiz: status</title>
<link rel="icon" href="data:,">
<style>${raw(STYLE)}</style>
</head>
<body>
<a class="skip" href="#main">Skip to the figures</a>
<header>
<div><h1>From Plivo to Vobiz</h1><div class="facts" id="saved">${SECTIONS.saved(figures)}</div></div>
<div class="live" id="live"><span role="status"><span class="dot" aria-hidden="true"></span><span id="live-words">As of loading</span></span><button type="button" id="pause" aria-pressed="false" hidden>Pause updates</button><noscript><a href="?range=${figures.range}">Load again</a></noscript></div>
</header>
<main id="main">
<section aria-label="Ready to leave Plivo">${part('readiness')}</section>
<nav class="ranges" aria-label="Time shown">${Object.entries(RANGES).map(
      ([name, { title }]) =>
        html`<a href="?range=${name}"${name === figures.range && raw(' aria-current="page"')}>${title}</a>`,
    )}</nav>
<section class="plain" aria-label="Totals">${part('totals')}</section>
<section aria-labelledby="traffic-head"><h2 id="traffic-head">Webhooks by platform</h2>${part('traffic')}<details><summary>Figures as a table</summary>${part('traffic-table')}</details></section>
<div class="pair">
<section aria-labelledby="plivo-head"><h2 id="plivo-head">What Plivo still calls</h2>${part('plivo')}</section>
<section aria-labelledby="refusals-head"><h2 id="refusals-head">Refusals by reason</h2>${part('refusals')}</section>
</div>
<section aria-labelledby="handlers-head"><h2 id="handlers-head">Handlers, the slow ones first</h2>${part('handlers')}</section>
<div class="pair">
<section aria-labelledby="repeats-head"><h2 id="repeats-head">Repeated deliveries</h2>${part('repeats')}</section>
<section aria-labelledby="unknown-head"><h2 id="unknown-head">Unknown parameters seen</h2>${part('unknown')}</section>
</div>
</main>
<footer><span>All times are UTC.</span><a href="?range=${figures.range}&amp;format=json">The same as JSON</a></footer>
<div class="unseen" id="said" aria-live="polite" aria-atomic="true"></div>
<script>${raw(SCRIPT)}</script>
</body>
</html>
`.html
  }`
}
