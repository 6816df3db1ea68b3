/** Languages a transform can ask for. */
export type LanguageName =
  | 'javascript'
  | 'typescript'
  | 'python'
  | 'go'
  | 'ruby'
  | 'php'
  | 'java'
  | 'csharp'
  | 'vue'
  | 'svelte'
  | 'astro'
  | 'html'
  | 'json'
  | 'manifest'
  | 'env'
  | 'yaml'
  | 'toml'
  | 'ini'
  | 'terraform'
  | 'dockerfile'
  | 'shell'
  | 'xml'
  | 'template'
  | 'markdown'
  | 'text'

/** One file of the code base under migration, already read. */
export interface SourceFile {
  /** Relative to the project root, with forward slashes. */
  readonly path: string
  /** Decoded text without a byte order mark; line endings are as in the file. */
  readonly text: string
  readonly language: LanguageName
  /** Whether another file is there, by its path relative to the root; absent when nothing is known of other files. */
  readonly hasFile?: (path: string) => boolean
  /** The text of a small file of settings, by its path relative to the root; absent when nothing is known of other files. */
  readonly readText?: (path: string) => string | undefined
  /** Names of what is in a folder, by its path relative to the root; absent when nothing is known of other files. */
  readonly listFolder?: (path: string) => readonly string[]
  /** The other files of the run; absent when nothing is known of them. */
  readonly project?: Project
}

/** A file that loads another. */
export interface Importer {
  readonly path: string
  /** Whether it names Plivo, or itself loads a file that does or that hands on the exports of others. */
  readonly isClose: boolean
}

/** The other files of the run, as far as a transform may look at them: only files that the run may rewrite too. */
export interface Project {
  /** A file that parses, by its path relative to the root. */
  read(path: string): SourceFile | undefined
  /** Whether a file names Plivo, told without parsing it. */
  namesPlivo(path: string): boolean
  /** Path of the file of the run that a module specifier names; `undefined` for packages and anything else. */
  resolve(specifier: string, from: SourceFile): string | undefined
  /** The files that load a file, directly or through others, nearest first; none of them is parsed for it. */
  findImporters(path: string): readonly Importer[]
  /** Whether a file holds one of some words, told without parsing it. */
  holds(path: string, words: ReadonlySet<string>): boolean
}
