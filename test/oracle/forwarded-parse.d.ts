declare module 'forwarded-parse' {
  /** Elements of the header, names in lower case; throws on text outside the grammar. */
  function parse(header: string): readonly Readonly<Record<string, string>>[]
  export = parse
}
