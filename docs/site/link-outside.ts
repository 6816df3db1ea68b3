import { existsSync } from 'node:fs'
import { dirname, join, relative, sep } from 'node:path'
import type { MarkdownOptions } from 'vitepress'

type Markdown = Parameters<NonNullable<MarkdownOptions['config']>>[0]

interface Places {
  /** Absolute path of the folder the site is made from. */
  readonly docs: string
  readonly repository: string
}

/** Links to files that are no page of the site, such as code beside the documentation, lead to the repository. */
export function linkOutside(md: Markdown, { docs, repository }: Places): void {
  const usual = md.renderer.rules.link_open
  md.renderer.rules.link_open = (tokens, index, options, env, self) => {
    const token = tokens[index]
    const href = token?.attrGet('href')
    const target = href && toRepositoryPath(href, { docs, page: env.path })
    if (token && target !== undefined && target !== '') token.attrSet('href', `${repository}/blob/main/${target}`)
    return usual?.(tokens, index, options, env, self) ?? self.renderToken(tokens, index, options)
  }
}

/** Path of a link in the repository, when it is a file there and no page of the site. */
export function toRepositoryPath(
  href: string,
  { docs, page }: { readonly docs: string; readonly page: string },
): string | undefined {
  if (/^(?:[a-z]+:|#|\/)/i.test(href)) return undefined
  const path = join(dirname(page), href.replace(/[?#].*$/, ''))
  const inDocs = relative(docs, path)
  const isPage = inDocs.endsWith('.md') && !inDocs.startsWith('..') && !/^(?:examples\/|README)/.test(inDocs)
  if (isPage || !existsSync(path)) return undefined
  return relative(join(docs, '..'), path).split(sep).join('/')
}
