/** No file is there: what the codemods see of a disk in a browser. */
const refuse = (): never => {
  throw new Error('A browser has no files.')
}
export const existsSync = (): boolean => false
export const readFileSync = refuse
