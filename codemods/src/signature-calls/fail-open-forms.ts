import type { LanguageName } from '../source-file.ts'

/** Kinds of branches with a condition. */
export const BRANCHES: Readonly<Partial<Record<LanguageName, readonly string[]>>> = {
  csharp: ['if_statement'],
  go: ['if_statement'],
  java: ['if_statement'],
  php: ['if_statement', 'else_if_clause'],
  python: ['if_statement', 'elif_clause'],
  ruby: ['if', 'unless', 'if_modifier', 'unless_modifier', 'elsif'],
}

/** Those that run what they hold when the condition is false. */
export const NEGATED = ['unless', 'unless_modifier']

const NOTHING = String.raw`(?:null|nil|None|""|''|[Ss]tring\.Empty)`
const SUBJECT = String.raw`([^\s=!].*?)`

const forms = (...texts: readonly string[]): readonly RegExp[] => texts.map((text) => new RegExp(`^${text}$`, 's'))

/** Questions whether something is missing. */
export const ABSENT: readonly RegExp[] = forms(
  String.raw`${SUBJECT}\s*(?:={2,3}|\bis)\s*${NOTHING}`,
  String.raw`${NOTHING}\s*={2,3}\s*${SUBJECT}`,
  String.raw`${SUBJECT}&?\.(?:to_s\.)?(?:strip\.)?(?:nil\?|blank\?|empty\?|isBlank\(\)|isEmpty\(\)|isNull\(\))`,
  String.raw`${SUBJECT}\.(?:Length|length\(\))\s*==\s*0`,
  String.raw`(?:empty|is_null|(?:\w+\.)*IsNullOr(?:Empty|WhiteSpace)|(?:\w+\.)*is(?:Blank|Empty|NullOrEmpty))\(${SUBJECT}\)`,
  String.raw`len\(${SUBJECT}\)\s*==\s*0`,
)

/** Questions whether something is there. */
export const PRESENT: readonly RegExp[] = forms(
  String.raw`${SUBJECT}\s*(?:!={1,2}|\bis\s+not)\s*${NOTHING}`,
  String.raw`${NOTHING}\s*!={1,2}\s*${SUBJECT}`,
  String.raw`${SUBJECT}&?\.(?:present\?|any\?)`,
  String.raw`(?:isset|(?:\w+\.)*(?:isNotBlank|isNotEmpty|hasText|hasLength))\(${SUBJECT}\)`,
  String.raw`len\(${SUBJECT}\)\s*>\s*0`,
)

/** Statements that let a request through: a verdict, or a call of what comes next. */
export const GOES_ON: RegExp =
  /^(?:return\s+)?(?:true|True|Task\.FromResult\(true\)|\$next\s*\(.*\)|@?app\.call\(.*\)|(?:await\s+)?_?next(?:\.Invoke)?\s*\(.*\)|(?:await\s+)?call_next\(.*\)|self\.get_response\(.*\)|\w+\(\*args, \*\*kwargs\)|(?:\w+\.)*ServeHTTP\(.*\)|(?:c|ctx|context)\.Next\(\)|(?:\w+\.)*[cC]hain\.doFilter\(.*\))$/s

/** What says in Go that there is no error. */
export const NO_ERROR = 'return nil'

/** Statements that only leave. */
export const LEAVES: RegExp = /^(?:next|return(?: nil| None| null)?)$/

/** What refuses a request by doing something. */
export const REFUSES: RegExp =
  /\b(?:head\s*\(?\s*:|halt\b|render\b|abort\b|raise\b|throw\b|exit\b|die\b|http_response_code\(|http\.Error\(|sendError\(|setStatus\(|HttpResponseForbidden|Forbid\(|Unauthorized\()|\b40[13]\b/
