const STEP = /^\s*[-*] \[[ xX]\] <!-- [\w-]+(?: seen)? -->/m
const TICKED = /^\s*[-*] \[[xX]\] <!-- ([\w-]+) -->/gm

/** Ids of the steps that a person ticked, not the command, which marks its own as seen; undefined for a text that is no checklist of this command. */
export function readTicks(markdown: string): ReadonlySet<string> | undefined {
  if (!STEP.test(markdown)) return undefined
  return new Set(Array.from(markdown.matchAll(TICKED), ([, id = '']) => id))
}
