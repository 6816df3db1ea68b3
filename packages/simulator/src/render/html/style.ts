/** The look of the page: light or dark as the reader's machine is set, and black on white on paper. */
export const STYLE = `
:root {
  color-scheme: light dark;
  --paper: #fbfaf7; --card: #ffffff; --ink: #1c2430; --soft: #5a6575; --line: #d9dce1; --life: #b9c0ca;
  --one: #1f5fa8; --one-pale: #e3edf8; --two: #a8481c; --two-pale: #fbe9e0;
  --good: #1d6b43; --good-pale: #dff2e6; --bad: #a32020; --bad-pale: #fbe4e4;
  --warn: #8a5a00; --warn-pale: #fff2d4; --warn-line: #e5b54d; --heard: #53429c; --bar: #eeeaf8;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #14181e; --card: #1b2028; --ink: #e7eaef; --soft: #a3adbb; --line: #333b47; --life: #46505e;
    --one: #8bbcf3; --one-pale: #1c3350; --two: #f2a883; --two-pale: #4a2717;
    --good: #86d3a6; --good-pale: #173526; --bad: #f29b9b; --bad-pale: #471c1c;
    --warn: #f0c56a; --warn-pale: #3a2e12; --warn-line: #d3a13a; --heard: #bdb0f3; --bar: #2b2647;
  }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 15px/1.55 system-ui, -apple-system, 'Segoe UI', 'DejaVu Sans', sans-serif; }
main { max-width: 1360px; margin: 0 auto; padding: 2rem 1.5rem 4rem; }
h1 { font-size: 1.75rem; line-height: 1.2; margin: 0 0 .35rem; letter-spacing: -.01em; }
h2 { font-size: 1.15rem; margin: 2.4rem 0 .7rem; }
p { margin: .3rem 0; max-width: 75ch; }
.about { color: var(--soft); font-size: 1.05rem; }
.verdict { display: inline-block; margin: 1rem 0 .2rem; padding: .45rem .9rem; border-radius: .5rem; font-weight: 600; }
.verdict.good { background: var(--good-pale); color: var(--good); }
.verdict.bad { background: var(--bad-pale); color: var(--bad); }
.legend { display: flex; flex-wrap: wrap; gap: .4rem 1.4rem; margin: .6rem 0 1rem; padding: 0; list-style: none; color: var(--soft); font-size: .88rem; }
.legend svg { width: 44px; height: 14px; vertical-align: -2px; margin-right: .4rem; }
figure { margin: 0; padding: .6rem .8rem 1rem; background: var(--card); border: 1px solid var(--line); border-radius: .75rem; overflow-x: auto; }
figure > svg { display: block; margin: 0 auto; max-width: none; height: auto; }
svg text { font-family: inherit; font-size: 12px; fill: var(--ink); text-anchor: middle; }
svg line, svg path { stroke: var(--ink); fill: none; stroke-width: 1.4; }
svg .life { stroke: var(--life); stroke-dasharray: 2 4; stroke-width: 1.2; }
svg .head rect { fill: var(--card); stroke: var(--ink); stroke-width: 1.2; }
svg .head text { font-weight: 600; font-size: 13px; }
svg .head.side0 rect { fill: var(--one-pale); stroke: var(--one); } svg .head.side0 text { fill: var(--one); }
svg .head.side1 rect { fill: var(--two-pale); stroke: var(--two); } svg .head.side1 text { fill: var(--two); }
svg .tip { fill: currentColor; stroke: none; }
svg .request { color: var(--ink); } svg .request tspan:first-child { font-weight: 600; }
svg .reply { color: var(--good); } svg .reply text { fill: var(--good); } svg .reply line { stroke: var(--good); stroke-dasharray: 5 3; }
svg .refused { color: var(--bad); } svg .refused text { fill: var(--bad); font-weight: 600; } svg .refused line { stroke: var(--bad); stroke-dasharray: 5 3; }
svg .heard { color: var(--heard); } svg .heard text { fill: var(--heard); } svg .heard line { stroke: var(--heard); }
svg .rest { color: var(--warn); } svg .rest text { fill: var(--warn); font-weight: 600; } svg .rest line { stroke: var(--warn); stroke-width: 2; }
svg .bar rect { fill: var(--bar); stroke: none; } svg .bar text { fill: var(--heard); }
svg .end rect { fill: var(--card); stroke: var(--soft); stroke-width: 1.2; } svg .end text { fill: var(--soft); } svg .end .cross { stroke: var(--soft); stroke-width: 2; }
svg .note rect { fill: var(--bad-pale); stroke: var(--bad); stroke-width: 1; } svg .note text { fill: var(--bad); }
svg .time { fill: var(--soft); font-size: 11px; text-anchor: end; font-variant-numeric: tabular-nums; }
svg .fact { fill: var(--warn); font-size: 11px; font-weight: 700; text-anchor: end; }
svg .nothing { fill: var(--soft); font-style: italic; }
svg .differs rect { fill: var(--warn-pale); } svg .differs circle { fill: var(--warn-line); } svg .differs text { font-weight: 700; font-size: 13px; fill: #1c2430; }
table { width: 100%; border-collapse: collapse; background: var(--card); border: 1px solid var(--line); font-size: .9rem; }
caption { text-align: left; color: var(--soft); padding: .2rem 0 .5rem; }
th, td { text-align: left; vertical-align: top; padding: .5rem .7rem; border-top: 1px solid var(--line); overflow-wrap: anywhere; }
th[scope='row'] { overflow-wrap: normal; min-width: 8.5rem; }
thead th { border-top: 0; color: var(--soft); font-weight: 600; white-space: nowrap; }
tr.differs td, tr.differs th { background: var(--warn-pale); }
code, pre { font-family: ui-monospace, 'SF Mono', Menlo, 'DejaVu Sans Mono', monospace; font-size: .85em; }
code { background: var(--bar); padding: .08em .35em; border-radius: .3em; }
pre { margin: .3rem 0 0; padding: .6rem .8rem; background: var(--paper); border: 1px solid var(--line); border-radius: .4rem; white-space: pre-wrap; overflow-wrap: anywhere; }
details { margin: .6rem 0; } summary { cursor: pointer; font-weight: 600; }
summary:focus-visible { outline: 2px solid var(--one); outline-offset: 3px; }
dl { margin: 0; } dt { font-weight: 600; margin-top: .7rem; } dd { margin: .1rem 0 0; color: var(--soft); max-width: 90ch; }
footer { margin-top: 3rem; color: var(--soft); font-size: .85rem; }
@media print {
  :root { --paper: #fff; --card: #fff; --ink: #000; --soft: #444; --line: #bbb; --life: #999; --one: #123f75; --one-pale: #fff; --two: #7a3010; --two-pale: #fff; --good: #0d4d2c; --good-pale: #fff; --bad: #8a1010; --bad-pale: #fff; --warn: #5c3c00; --warn-pale: #f4efe2; --warn-line: #d0b060; --heard: #382a80; --bar: #f2f2f2; }
  @page { size: A4 landscape; margin: 12mm; }
  main { max-width: none; padding: 0; }
  figure { border: 0; padding: 0; overflow: visible; }
  figure > svg { width: 100%; max-width: 100%; break-inside: avoid; }
  tr, dt, dd { break-inside: avoid; }
  h2 { break-after: avoid; }
  details:not([open]) { display: none; }
}
`
