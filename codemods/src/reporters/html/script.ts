/** Script of the HTML report: filter and search. The page reads the same without it. */
export const SCRIPT = `
(() => {
  const form = document.querySelector('form')
  if (!form) return
  const [search, kind, count, empty] = ['search', 'kind', 'count', 'empty'].map((id) => document.getElementById(id))
  const files = [...document.querySelectorAll('.file')].map((element) => ({
    element,
    items: [...element.querySelectorAll('article')].map((item) => ({
      item, action: item.dataset.action, kind: item.dataset.kind,
      text: (element.querySelector('h3').textContent + ' ' + item.textContent).toLowerCase(),
    })),
  }))
  const apply = () => {
    const words = search.value.toLowerCase().split(/\\s+/).filter(Boolean)
    const actions = new Set([...form.querySelectorAll('input[name=action]:checked')].map((box) => box.value))
    let shown = 0
    for (const { element, items } of files) {
      let visible = 0
      for (const one of items) {
        const fits = actions.has(one.action) && (kind.value === '' || kind.value === one.kind) && words.every((word) => one.text.includes(word))
        one.item.hidden = !fits
        if (fits) visible += 1
      }
      element.hidden = visible === 0
      shown += visible
    }
    count.textContent = shown + ' shown'
    empty.hidden = shown > 0
  }
  let waiting = 0
  const later = () => { cancelAnimationFrame(waiting); waiting = requestAnimationFrame(apply) }
  form.addEventListener('input', later)
  form.addEventListener('submit', (event) => event.preventDefault())
  form.addEventListener('reset', () => setTimeout(apply))
  document.addEventListener('keydown', (event) => {
    if (event.key === '/' && ![search, kind].includes(document.activeElement)) { event.preventDefault(); search.focus() }
    if (event.key === 'Escape' && document.activeElement === search) { form.reset(); search.blur() }
  })
  let closed = []
  addEventListener('beforeprint', () => { closed = [...document.querySelectorAll('details:not([open])')]; for (const one of closed) one.open = true })
  addEventListener('afterprint', () => { for (const one of closed) one.open = false })
  form.hidden = false
  apply()
})()
`
