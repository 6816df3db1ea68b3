/** The look of the page: light or dark as the reader's system is, one column on narrow screens. */
export const STYLE = `
:root {
  color-scheme: light dark;
  --page: #f6f7f8; --card: #ffffff; --line: #dfe3e8; --text: #1c2430; --quiet: #586474; --head: #3d4a5c;
  --plivo: #b4590b; --vobiz: #0d6e8c; --ok: #1a7340; --ok-soft: #e6f4ec; --wait: #7a5b06; --wait-soft: #fbf3dc; --bad: #b3261e;
  --focus: #1a56db;
}
@media (prefers-color-scheme: dark) {
  :root {
    --page: #12161c; --card: #1a2028; --line: #2d3743; --text: #e4e9ef; --quiet: #9aa7b6; --head: #c3cdd9;
    --plivo: #e89a4f; --vobiz: #55bbd9; --ok: #6bd197; --ok-soft: #15291f; --wait: #e6c25c; --wait-soft: #2a2414; --bad: #ff8a80;
    --focus: #8ab4ff;
  }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--page); color: var(--text); font: 0.9375rem/1.5 system-ui, -apple-system, 'Segoe UI', Roboto, sans-serif; }
header, main, footer { max-width: 70rem; margin: 0 auto; padding: 0 1.25rem; }
header { padding-top: 1.75rem; display: flex; flex-wrap: wrap; gap: 0.75rem 1.5rem; align-items: start; justify-content: space-between; }
h1 { font-size: 1.375rem; line-height: 1.25; margin: 0 0 0.25rem; letter-spacing: -0.01em; }
h2 { font-size: 0.9375rem; margin: 0 0 0.75rem; color: var(--head); }
p { margin: 0; }
a { color: inherit; }
b { font-weight: 600; }
code { font: 0.875em ui-monospace, 'SF Mono', Menlo, Consolas, monospace; overflow-wrap: anywhere; }
time { white-space: nowrap; }
.facts, .quiet, small, .none { color: var(--quiet); }
.facts { display: flex; flex-wrap: wrap; gap: 0 1.25rem; font-size: 0.875rem; }
.facts b { color: var(--text); }
.skip { position: absolute; left: -999rem; }
.skip:focus { left: 1rem; top: 0.5rem; background: var(--card); padding: 0.5rem 0.75rem; border-radius: 0.375rem; }
:focus-visible { outline: 2px solid var(--focus); outline-offset: 2px; border-radius: 0.25rem; }
.live { display: flex; align-items: center; gap: 0.75rem; font-size: 0.875rem; color: var(--quiet); min-height: 2.25rem; }
.live [role=status] { display: flex; align-items: center; gap: 0.5rem; }
.dot { width: 0.5rem; height: 0.5rem; border-radius: 50%; background: var(--quiet); }
[data-state=live] .dot { background: var(--ok); }
[data-state=lost] .dot { background: var(--bad); }
button, .ranges a { font: inherit; font-size: 0.875rem; color: var(--text); background: var(--card); border: 1px solid var(--line); border-radius: 0.375rem; padding: 0.3125rem 0.75rem; min-height: 2.125rem; cursor: pointer; text-decoration: none; }
button:hover, .ranges a:hover { border-color: var(--quiet); }
main { display: grid; gap: 1rem; padding-top: 1.25rem; padding-bottom: 2rem; }
section { background: var(--card); border: 1px solid var(--line); border-radius: 0.625rem; padding: 1.125rem 1.25rem; min-width: 0; }
.pair { display: grid; gap: 1rem; grid-template-columns: repeat(auto-fit, minmax(min(100%, 26rem), 1fr)); align-items: start; }
section.plain { background: none; border: 0; padding: 0; }

.signal { display: grid; gap: 0.25rem; }
.verdict { display: flex; align-items: baseline; gap: 0.75rem; font-size: 1.25rem; font-weight: 600; letter-spacing: -0.01em; }
.lamp { width: 0.75rem; height: 0.75rem; border-radius: 50%; background: var(--wait); box-shadow: 0 0 0 0.25rem var(--wait-soft); flex: none; }
.ready .lamp { background: var(--ok); box-shadow: 0 0 0 0.25rem var(--ok-soft); }
.ready .verdict { color: var(--ok); }
.wait { display: flex; align-items: center; gap: 0.875rem; margin-top: 0.625rem; font-size: 0.875rem; color: var(--quiet); font-variant-numeric: tabular-nums; }
progress { appearance: none; flex: 1; max-width: 24rem; height: 0.5rem; border: 0; border-radius: 1rem; background: var(--line); overflow: hidden; }
progress::-webkit-progress-bar { background: var(--line); border-radius: 1rem; }
progress::-webkit-progress-value { background: var(--wait); border-radius: 1rem; }
progress::-moz-progress-bar { background: var(--wait); border-radius: 1rem; }
.ready progress::-webkit-progress-value { background: var(--ok); }
.ready progress::-moz-progress-bar { background: var(--ok); }
.warn { color: var(--bad); font-weight: 600; }
.note { color: var(--wait); }
.of { color: var(--quiet); margin-left: 0.25rem; }

.ranges { display: flex; flex-wrap: wrap; gap: 0.375rem; margin-top: 0.5rem; }
.ranges a { display: inline-flex; align-items: center; }
.ranges a[aria-current] { background: var(--text); border-color: var(--text); color: var(--page); }

.tiles { margin: 0; display: grid; gap: 1rem; grid-template-columns: repeat(auto-fill, minmax(9rem, 1fr)); }
.tiles div { background: var(--card); border: 1px solid var(--line); border-radius: 0.625rem; padding: 0.875rem 1rem; }
.tiles dt { font-size: 0.8125rem; color: var(--quiet); }
.tiles dd { margin: 0; }
.tiles dd b { display: block; font-size: 1.625rem; line-height: 1.25; letter-spacing: -0.02em; font-variant-numeric: tabular-nums; }
.tiles dd span { font-size: 0.8125rem; color: var(--quiet); }

.strip { margin: 0 0 1.25rem; }
.strip .most { margin-left: auto; font-size: 0.8125rem; }
.strip figcaption { display: flex; flex-wrap: wrap; gap: 0 0.75rem; align-items: baseline; margin-bottom: 0.25rem; }
.strip figcaption b::before { content: ''; display: inline-block; width: 0.625rem; height: 0.625rem; border-radius: 0.125rem; margin-right: 0.5rem; background: currentColor; }
.plivo figcaption b { color: var(--plivo); }
.vobiz figcaption b { color: var(--vobiz); }
.strip svg { display: block; width: 100%; height: 4rem; border-bottom: 1px solid var(--line); overflow: visible; }
.plivo rect { fill: var(--plivo); }
.vobiz rect { fill: var(--vobiz); }
rect:hover { opacity: 0.7; }
.axis { display: flex; justify-content: space-between; font-size: 0.8125rem; color: var(--quiet); margin-top: -0.875rem; font-variant-numeric: tabular-nums; }
details { margin-top: 0.875rem; font-size: 0.875rem; }
summary { cursor: pointer; color: var(--quiet); width: fit-content; }
details[open] summary { margin-bottom: 0.5rem; }

table { width: 100%; border-collapse: collapse; font-size: 0.875rem; }
table + table { margin-top: 1rem; }
#plivo table th:first-child { width: 55%; }
#traffic-table table { max-width: 26rem; }
th, td { text-align: left; vertical-align: baseline; padding: 0.375rem 0.75rem 0.375rem 0; border-bottom: 1px solid var(--line); font-weight: 400; }
th:last-child, td:last-child { padding-right: 0; }
thead th { color: var(--quiet); font-size: 0.8125rem; white-space: nowrap; }
tbody tr:last-child > * { border-bottom: 0; }
.n { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
small { display: block; font-size: 0.8125rem; }
.none + table, table + .none { margin-top: 0.75rem; }
footer { padding-bottom: 2.5rem; font-size: 0.8125rem; color: var(--quiet); display: flex; flex-wrap: wrap; gap: 0 1.25rem; }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
[hidden] { display: none !important; }
@media (max-width: 30rem) {
  header, main, footer { padding-left: 0.875rem; padding-right: 0.875rem; }
  .tiles { grid-template-columns: 1fr 1fr; gap: 0.625rem; }
  section { padding: 1rem; }
  section.plain { padding: 0; }
  table { font-size: 0.8125rem; }
  th, td { padding-right: 0.5rem; }
  time { white-space: normal; }
  .of { display: block; margin: 0; }
}
@media (max-width: 24rem) { .n, thead th { white-space: normal; overflow-wrap: normal; } th, td { padding-right: 0.375rem; } }
@media (forced-colors: active) { rect { fill: CanvasText !important; } .dot, .lamp { forced-color-adjust: none; } }
@media (prefers-reduced-motion: no-preference) { [data-state=live] .dot { transition: background 0.2s; } }
`
