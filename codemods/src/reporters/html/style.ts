/** Style sheet of the HTML report. */
export const STYLE = `
:root { color-scheme: light dark;
  --page: #f7f7f5; --card: #fff; --ink: #1c2024; --dim: #565f69; --line: #e2e3df; --link: #1f5fb5; --mark: #fdf0c2; --mark-ink: #1c2024;
  --manual: #b3372b; --manual-soft: #fbeae7; --review: #8a5a06; --review-soft: #fbf1da; --auto: #1d6b41; --auto-soft: #e4f2e9; --none: #c9ccc6;
  --del: #fdeceb; --add: #e9f6ed; --code: #f6f6f3; }
@media (prefers-color-scheme: dark) { :root {
  --page: #131619; --card: #1a1e22; --ink: #e4e7ea; --dim: #a0a9b3; --line: #2d3339; --link: #8ab8f5; --mark: #57481a; --mark-ink: #fdf3d0;
  --manual: #f19a90; --manual-soft: #3a2220; --review: #e3b868; --review-soft: #362b16; --auto: #86cfa2; --auto-soft: #1a3024; --none: #4a5158;
  --del: #3a2021; --add: #193225; --code: #15191c; } }
* { box-sizing: border-box }
body { margin: 0; background: var(--page); color: var(--ink); font: 15px/1.55 system-ui, sans-serif; }
main, header.top, footer { max-width: 66rem; margin: 0 auto; padding: 0 1.5rem; }
header.top { padding-top: 2.5rem; }
footer { padding-bottom: 3rem; color: var(--dim); font-size: .875rem; }
h1 { font-size: 1.65rem; line-height: 1.2; font-weight: 650; letter-spacing: -.01em; margin: 0 0 .25rem; }
h2 { font-size: 1.1rem; font-weight: 650; margin: 2.75rem 0 .9rem; }
h3 { font: 600 .9rem/1.4 ui-monospace, 'SF Mono', Menlo, Consolas, monospace; margin: 0; overflow-wrap: anywhere; }
p { margin: .4rem 0; }
a { color: var(--link); }
a:focus-visible, button:focus-visible, input:focus-visible, select:focus-visible, summary:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; border-radius: 4px; }
.dim { color: var(--dim); }
.skip { position: absolute; left: -99rem; } .skip:focus { position: static; display: inline-block; padding: .5rem; }
.tiles { display: grid; grid-template-columns: repeat(auto-fit, minmax(12rem, 1fr)); gap: .9rem; margin: 1.75rem 0 0; padding: 0; list-style: none; }
.tiles li { background: var(--card); border: 1px solid var(--line); border-top: 3px solid var(--tone, var(--none)); border-radius: 8px; padding: .9rem 1.1rem; }
.tiles b { display: block; font-size: 1.8rem; line-height: 1.2; font-weight: 650; font-variant-numeric: tabular-nums; }
.tiles span { color: var(--dim); font-size: .875rem; }
.manual { --tone: var(--manual); --soft: var(--manual-soft) } .review { --tone: var(--review); --soft: var(--review-soft) } .auto { --tone: var(--auto); --soft: var(--auto-soft) }
.none { --tone: var(--none); }
.charts { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 26rem), 1fr)); gap: 0 2.5rem; }
table { border-collapse: collapse; width: 100%; font-size: .875rem; }
th { text-align: left; font-weight: 400; padding: .28rem .75rem .28rem 0; overflow-wrap: anywhere; }
thead th { color: var(--dim); font-size: .8rem; }
td { padding: .28rem 0; } td.n, th.n { text-align: right; padding-left: .75rem; padding-right: 0; font-variant-numeric: tabular-nums; white-space: nowrap; }
tbody th[scope=row] { min-width: 9.5rem; } td.bar { width: 34%; } svg { display: block; width: 100%; height: .65rem; border-radius: 2px; } rect { fill: var(--tone); }
.lines svg { height: .9rem; border-radius: 4px; }
.legend { display: flex; flex-wrap: wrap; gap: .3rem 1.4rem; list-style: none; margin: .6rem 0 0; padding: 0; font-size: .875rem; }
.legend li::before { content: ''; display: inline-block; width: .7rem; height: .7rem; border-radius: 2px; background: var(--tone); margin-right: .45rem; }
form { position: sticky; top: 0; z-index: 1; background: var(--page); border-bottom: 1px solid var(--line); padding: .75rem 0; display: flex; flex-wrap: wrap; gap: .6rem 1.1rem; align-items: center; font-size: .9rem; }
form[hidden] { display: none; }
input[type=search], select { font: inherit; color: inherit; background: var(--card); border: 1px solid var(--dim); border-radius: 6px; padding: .35rem .6rem; }
input[type=search] { flex: 1 1 15rem; min-width: 0; }
label { white-space: nowrap; }
.file { background: var(--card); border: 1px solid var(--line); border-radius: 8px; margin: 1rem 0; content-visibility: auto; contain-intrinsic-size: auto 20rem; }
.file > header { display: flex; justify-content: space-between; gap: 1rem; padding: .7rem 1.1rem; border-bottom: 1px solid var(--line); }
.file > header span { color: var(--dim); font-size: .85rem; white-space: nowrap; }
article { padding: .85rem 1.1rem; } article + article { border-top: 1px solid var(--line); }
article:target { box-shadow: inset 3px 0 0 var(--link); }
.what { display: flex; flex-wrap: wrap; align-items: baseline; gap: .2rem .7rem; font-size: .85rem; }
.badge { background: var(--soft); color: var(--tone); font-weight: 600; border-radius: 4px; padding: .05rem .45rem; }
.place { font-variant-numeric: tabular-nums; }
.message { max-width: 52rem; }
pre { font: .8rem/1.6 ui-monospace, 'SF Mono', Menlo, Consolas, monospace; background: var(--code); border-radius: 6px; margin: .55rem 0 0; padding: .5rem 0; white-space: pre-wrap; overflow-wrap: anywhere; tab-size: 2; }
pre > span { display: block; padding: 0 .9rem 0 4.2rem; text-indent: -3.4rem; min-height: 1.6em; }
pre i { display: inline-block; width: 2.6rem; margin-right: .8rem; text-align: right; text-indent: 0; color: var(--dim); font-style: normal; user-select: none; }
mark { background: var(--mark); color: var(--mark-ink); border-radius: 2px; padding: 0 .1em; margin: 0 -.1em; }
.del { background: var(--del); } .add { background: var(--add); }
details { margin-top: .5rem; } summary { cursor: pointer; color: var(--link); font-size: .85rem; width: fit-content; }
.empty { padding: 2rem; text-align: center; color: var(--dim); }
@media (max-width: 40rem) { main, header.top, footer { padding-left: 1rem; padding-right: 1rem; } pre > span { padding-left: 3.4rem; text-indent: -2.9rem; } pre i { width: 2.1rem; } }
@media print { :root { --page: #fff; --code: #fff; } form, .skip { display: none; } .file { content-visibility: visible; border: 0; border-top: 1px solid #999; border-radius: 0; } article { break-inside: avoid; } body { font-size: 11px; } pre { border: 1px solid #ddd; } }
`
