import { extname } from 'node:path'

const SNIPPET = /<!-- snippet (\S+?)#(\S+) -->\n[\s\S]*?<!-- \/snippet -->/g
const LANGUAGES: Readonly<Record<string, string>> = { '.mjs': 'js', '.js': 'js', '.ts': 'ts' }

/**
 * Writes the named region of an example between each pair of markers of a page:
 * `<!-- snippet examples/webhooks/plivo/express.mjs#verify -->` … `<!-- /snippet -->`. The path is relative to `docs`;
 * the region stands between `// #region verify` and `// #endregion`. A page cannot show code that no example runs.
 */
export function fillSnippets(page: string, read: (path: string) => string): string {
  return page.replace(SNIPPET, (_, path: string, region: string) => {
    const language = LANGUAGES[extname(path)] ?? ''
    const fence = `\`\`\`${language}\n${findRegion(read(path), region, path)}\`\`\``
    return `<!-- snippet ${path}#${region} -->\n${fence}\n<!-- /snippet -->`
  })
}

function findRegion(source: string, region: string, path: string): string {
  const found = new RegExp(`^[ \\t]*// #region ${region}\\n([\\s\\S]*?)^[ \\t]*// #endregion`, 'm').exec(source)?.[1]
  if (found === undefined) throw new Error(`${path} has no region '${region}'; expected '// #region ${region}'`)
  return found
}
