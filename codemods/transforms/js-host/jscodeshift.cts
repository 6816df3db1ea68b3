/**
 * The transform under the plain `jscodeshift` command; `--target=vobiz` for code that accepts Vobiz alone. It is
 * CommonJS and loads the rest by `import()`, because jscodeshift compiles what it requires.
 *
 * @example npx jscodeshift -t node_modules/@plivo-to-vobiz/codemods/dist/transforms/js-host/jscodeshift.cjs src
 */
module.exports = async (file: FileInfo, api: Api, options: Options): Promise<string | undefined> => {
  const { runTransform } = await import('../../src/jscodeshift.ts')
  const { jsHost } = await import('./transform.ts')
  return runTransform(jsHost)(file, api, options)
}

type FileInfo = import('../../src/jscodeshift.ts', { with: { 'resolution-mode': 'import' }}).FileInfo
type Api = import('../../src/jscodeshift.ts', { with: { 'resolution-mode': 'import' }}).Api
type Options = import('../../src/jscodeshift.ts', { with: { 'resolution-mode': 'import' }}).Options
