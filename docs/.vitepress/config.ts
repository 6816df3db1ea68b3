import { fileURLToPath } from 'node:url'
import taskLists from 'markdown-it-task-lists'
import { defineConfig } from 'vitepress'
import { GROUPS } from '../site/groups.ts'
import { linkOutside } from '../site/link-outside.ts'
import { readVersion } from '../site/read-version.ts'

const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url))
const REPOSITORY = 'https://github.com/plivo-to-vobiz/plivo-to-vobiz'

/** A page of this site asks nobody but the site itself, whatever is pasted into it. */
const POLICY =
  "default-src 'none'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self'; connect-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'none'"

export default defineConfig({
  title: 'plivo-to-vobiz',
  description: 'Take a live voice application from Plivo to Vobiz without dropping a call.',
  lang: 'en-GB',
  base: process.env.DOCS_BASE ?? '/',
  cleanUrls: false,
  srcExclude: ['README.md', '**/examples/**', '**/decisions/0000-template.md', '**/node_modules/**'],
  rewrites: { 'guides/signatures/README.md': 'guides/signatures/index.md' },
  head: [
    ['link', { rel: 'icon', type: 'image/svg+xml', href: `${process.env.DOCS_BASE ?? '/'}icon.svg` }],
    ['meta', { 'http-equiv': 'Content-Security-Policy', content: POLICY }],
  ],
  markdown: {
    theme: { light: 'github-light-high-contrast', dark: 'github-dark-high-contrast' },
    config: (md) => {
      md.use(taskLists, { label: true })
      linkOutside(md, { docs: at('..'), repository: REPOSITORY })
    },
  },
  themeConfig: {
    logo: '/icon.svg',
    search: { provider: 'local' },
    socialLinks: [{ icon: 'github', link: REPOSITORY }],
    outline: [2, 3],
    nav: [
      { text: 'Checklist', link: '/guides/checklist' },
      { text: 'Guides', link: '/guides/migrate' },
      { text: 'Reference', link: '/reference/xml' },
      { text: 'Try it', items: GROUPS.tools },
    ],
    sidebar: [
      { text: 'Try it here', items: GROUPS.tools },
      { text: 'Guides', items: GROUPS.guides },
      { text: 'Signatures', items: GROUPS.signatures },
      { text: 'Reference', items: GROUPS.reference },
      { text: 'This project', items: GROUPS.project },
    ],
    footer: { message: 'MIT licensed. Not affiliated with Plivo or Vobiz.' },
  },
  vite: {
    define: { __VERSION__: JSON.stringify(readVersion()) },
    resolve: {
      conditions: ['@plivo-to-vobiz/source'],
      alias: {
        'node:crypto': at('../site/web-crypto.ts'),
        'node:fs': at('../site/node-fs.ts'),
        'node:module': at('../site/node-module.ts'),
        'node:path': at('../site/node-path.ts'),
        'node:querystring': at('../site/querystring.ts'),
      },
    },
  },
})
