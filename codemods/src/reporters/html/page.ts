import { createHash } from 'node:crypto'
import type { Details, FindingDetail } from '../../details.ts'
import { PROJECT_URL, toDocsUrl } from '../../docs-url.ts'
import { formatHours } from '../../effort.ts'
import { groupByFile } from '../../group-by-file.ts'
import { MENTION_REASONS, type MentionReason } from '../../mention-reasons.ts'
import type { Report } from '../../report.ts'
import { formatProgress } from '../../state/progress.ts'
import type { Action, Finding } from '../../touchpoint.ts'
import { getVersion } from '../../version.ts'
import { formatChart, formatLines } from './charts.ts'
import { ACTION_NAMES, formatFinding } from './finding.ts'
import { type Markup, markup, trusted } from './markup.ts'
import { SCRIPT } from './script.ts'
import { STYLE } from './style.ts'

const ORDER: readonly Action[] = ['manual', 'review', 'auto']
const hash = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`
const POLICY = `default-src 'none'; style-src ${hash(STYLE)}; script-src ${hash(SCRIPT)}; base-uri 'none'; form-action 'none'`

/**
 * The report as one self-contained page: totals, pictures, every finding with its code and its diff. It loads nothing,
 * reads without scripts, prints, and follows the reader's light or dark setting.
 *
 * @example await writeFile('report.html', formatHtml(toDetails(await plan())))
 */
export function formatHtml({ report, target, items }: Details): string {
  const findings = items.map(({ finding }) => finding)
  return markup`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${trusted(POLICY)}">
<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="referrer" content="no-referrer"><title>Plivo to Vobiz: migration report</title>
<style>${trusted(STYLE)}</style></head><body>
<a class="skip" href="#findings">Skip to the findings</a>
<header class="top"><h1>Plivo to Vobiz</h1><p class="dim">${getSummary(report, findings, target)}</p>${report.progress === undefined ? '' : markup`<p>${formatProgress(report.progress)}</p>`}${formatTiles(report)}</header>
<main>
${formatOverview(report, findings)}
<h2 id="findings">Findings</h2>
${formatFilter(findings)}
${findings.length === 0 ? markup`<p class="empty">Nothing in these files touches Plivo.</p>` : formatFiles(items)}
<p class="empty" id="empty" hidden>No finding fits the filter.</p>
${formatSkipped(report)}
</main>
<footer><h2>How the effort was estimated</h2><p>${report.effort.basis}</p><p>Written by <a href="${PROJECT_URL}">plivo-to-vobiz</a> ${getVersion()}. What each code means is in the <a href="${toDocsUrl('reference/findings')}">reference</a>.</p></footer>
<script>${trusted(SCRIPT)}</script></body></html>
`.safe
}

function getSummary({ files }: Report, findings: readonly Finding[], target: string): string {
  const touched = new Set(findings.map(({ file }) => file)).size
  const aim = target === 'both' ? 'code that serves both providers during the cut-over' : 'code for Vobiz alone'
  return `${findings.length} places in ${touched} of ${files.walked} files; the aim is ${aim}.`
}

function formatTiles({ summary, effort }: Report): Markup {
  return markup`<ul class="tiles">${ORDER.map(
    (action) => markup`<li class="${action}"><b>${summary[action]}</b><span>${ACTION_NAMES[action]}</span></li>`,
  )}<li><b>${formatHours(effort)}</b><span>estimated effort</span></li></ul>`
}

function formatOverview({ mentions }: Report, findings: readonly Finding[]): Markup {
  if (findings.length === 0 && mentions.lines === 0) return markup``
  const reasons = Object.entries(mentions.reasons) as readonly [MentionReason, number][]
  return markup`<div class="charts"><section><h2>By kind</h2>${formatChart('Kind', findings, ({ kind }) => kind)}</section>
<section><h2>By folder</h2>${formatChart('Folder', findings, ({ file }) => getFolder(file))}</section></div>
<section><h2>${mentions.lines} lines name Plivo</h2>${formatLines(mentions)}
${
  reasons.length === 0
    ? ''
    : markup`<details><summary>Why ${mentions.nothing} of them need nothing</summary><table><tbody>${reasons.map(
        ([reason, count]) =>
          markup`<tr><th scope="row">${MENTION_REASONS[reason]}</th><td class="n">${count}</td></tr>`,
      )}</tbody></table></details>`
}</section>`
}

/** The first two folders of a path. */
function getFolder(file: string): string {
  const folders = file.split('/').slice(0, -1).slice(0, 2)
  return folders.length === 0 ? '.' : folders.join('/')
}

function formatFilter(findings: readonly Finding[]): Markup {
  if (findings.length === 0) return markup``
  const kinds = [...new Set(findings.map(({ kind }) => kind))].sort()
  return markup`<form hidden aria-label="Filter the findings"><input type="search" id="search" placeholder="Search files, code and messages ( / )" aria-label="Search the findings" autocomplete="off">
${ORDER.map((action) => markup`<label><input type="checkbox" name="action" value="${action}" checked> ${ACTION_NAMES[action]}</label>`)}
<label>Kind <select id="kind"><option value="">all</option>${kinds.map((kind) => markup`<option>${kind}</option>`)}</select></label>
<output id="count" aria-live="polite" class="dim"></output></form>`
}

function formatFiles(items: readonly FindingDetail[]): readonly Markup[] {
  const groups = groupByFile(items, ({ finding }) => finding.file)
  let number = 0
  return [...groups].map(
    ([file, own]) =>
      markup`<section class="file"><header><h3>${file}</h3><span>${own.length} ${own.length === 1 ? 'finding' : 'findings'}</span></header>
${own.map((item) => {
  number += 1
  return formatFinding(item, `f${number}`)
})}</section>
`,
  )
}

function formatSkipped({ skipped }: Report): Markup {
  if (skipped.length === 0) return markup``
  return markup`<section><h2>Not looked at</h2><table><thead><tr><th scope="col">File</th><th scope="col">Why</th></tr></thead><tbody>${skipped.map(
    ({ file, message }) => markup`<tr><th scope="row">${file}</th><td>${message}</td></tr>`,
  )}</tbody></table></section>`
}
