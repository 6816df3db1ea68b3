const REPOSITORY = 'https://github.com/plivo-to-vobiz/plivo-to-vobiz'

/** Address of the project, as reports name it. */
export const PROJECT_URL: string = REPOSITORY

/** Address of a page of the documentation, by its path without the extension. */
export function toDocsUrl(page: string): string {
  return `${REPOSITORY}/blob/main/docs/${page}.md`
}
