const key = (kind: string, inside: string, text: string): string =>
  `<li><svg viewBox="0 0 44 14" aria-hidden="true"><g class="${kind}">${inside}</g></svg>${text}</li>`

const ARROW = '<line x1="2" y1="7" x2="36" y2="7"/><path class="tip" d="M42 7 L33 2.5 L33 11.5 Z"/>'

/** What the lines of the picture mean. */
export const LEGEND = `<ul class="legend">${[
  key('request', ARROW, 'webhook'),
  key('reply', ARROW, 'answer of your app'),
  key('refused', ARROW, 'refused'),
  key('heard', ARROW, 'heard or said'),
  key('rest', ARROW, 'REST request of your app'),
  key('bar', '<rect x="2" y="1" width="40" height="12" rx="4"/>', 'takes a while'),
  key('differs', '<rect x="2" y="1" width="40" height="12" rx="4"/>', 'the providers differ'),
].join('')}<li><strong>C16</strong> a point on which a provider’s own pages disagree, explained below</li></ul>`
