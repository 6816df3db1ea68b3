declare module 'markdown-it-task-lists' {
  import type { MarkdownOptions } from 'vitepress'

  type Plugin = (
    md: Parameters<NonNullable<MarkdownOptions['config']>>[0],
    options?: { readonly enabled?: boolean; readonly label?: boolean },
  ) => void
  const plugin: Plugin
  export default plugin
}
