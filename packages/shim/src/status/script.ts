/**
 * The only script of the page: puts in what the server sends. The figures are there without it. What a reader has
 * focused or opened stands outside the parts that are replaced.
 */
export const SCRIPT = `
'use strict'
const policy = window.trustedTypes?.createPolicy('status', { createHTML: (text) => text }) ?? { createHTML: (text) => text }
const live = document.getElementById('live')
const words = document.getElementById('live-words')
const button = document.getElementById('pause')
const said = document.getElementById('said')
const WORDS = { live: 'Live', paused: 'Paused', lost: 'Connection lost, trying again' }
let source
let verdict
const say = (state) => {
  if (live.dataset.state === state) return
  live.dataset.state = state
  words.textContent = WORDS[state]
}
const put = (event) => {
  const { sections, verdict: now } = JSON.parse(event.data)
  for (const [id, text] of Object.entries(sections)) {
    const made = new DOMParser().parseFromString(policy.createHTML(text), 'text/html')
    document.getElementById(id)?.replaceChildren(...made.body.childNodes)
  }
  if (verdict !== undefined && verdict !== now) said.textContent = now
  verdict = now
}
const open = () => {
  const query = new URLSearchParams(location.search)
  query.set('stream', '')
  source = new EventSource('?' + query)
  source.onopen = () => say('live')
  source.onmessage = put
  source.onerror = () => say('lost')
}
button.addEventListener('click', () => {
  const paused = button.getAttribute('aria-pressed') === 'true'
  button.setAttribute('aria-pressed', String(!paused))
  if (paused) return open()
  source.close()
  say('paused')
})
button.hidden = false
open()
addEventListener('pagehide', () => source.close())
addEventListener('pageshow', (event) => { if (event.persisted && button.getAttribute('aria-pressed') !== 'true') open() })
`
