const HIDDEN = '\u2022'
/** A name that holds a secret, what joins it to its value, and the value: quoted, or bare as in environment files. */
const NAMED =
  /((?:token|secret|passw(?:or)?d|api_?key|auth_?id|credential)\w*["'`]?\s*\]?\s*[:=]\s*)(?:(["'`])((?:(?!\2)[^\\]|\\.)+)\2|(?=[^\s"'`])([^\s"'`,;#]+)(?=\s*(?:[#"'`,;]|$)))/gi
/** What stands for a value that is kept elsewhere: `process.env.X`, `${X}`, `os.environ[…]`, `<token>`. */
const REFERENCE = /[.()[\]{}<>$]|^(?:true|false|null|undefined|None|string|String|str|any|number|your.*|x+|changeme)$/i
/** An account's id or a token, wherever it stands. */
const BARE = /\b(?:[MS]A[A-Z0-9]{18}|(?=[A-Za-z0-9]*\d)(?=[A-Za-z0-9]*[A-Za-z])[A-Za-z0-9]{32,})\b/g
const PHONE = /(?<![\w.-])(\+?\d{4})(\d{6,11})(?![\w.-])/g

/**
 * Hides what a line of code may give away when a report is passed on: values of tokens, passwords and ids, and all but
 * the first digits of phone numbers. Every hidden character is replaced by one other, so that columns stay.
 */
export function hideSecrets(line: string): string {
  return line
    .replace(
      NAMED,
      (
        whole: string,
        name: string,
        quote: string | undefined,
        quoted: string | undefined,
        bare: string | undefined,
      ) => {
        const value = quoted ?? bare ?? ''
        if (REFERENCE.test(value) && (quoted === undefined || /[${<]/.test(value) || !/\d/.test(value))) return whole
        return `${name}${quote ?? ''}${hide(value)}${quote ?? ''}`
      },
    )
    .replace(BARE, hide)
    .replace(PHONE, (_, shown: string, rest: string) => shown + hide(rest))
}

const hide = (text: string): string => HIDDEN.repeat(text.length)
