/** Whether the setting of a name stands in a text for Vobiz as well. */
export function hasCounterpart(name: string, text: string): boolean {
  const twin = name.replace(/plivo/gi, (word) =>
    word === word.toUpperCase() ? 'VOBIZ' : word === word.toLowerCase() ? 'vobiz' : 'Vobiz',
  )
  return new RegExp(`(?<![A-Za-z0-9])${twin.replaceAll('.', '\\.')}(?!\\w)`).test(text)
}
