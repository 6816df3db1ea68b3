import type { Language } from '../language.ts'
import { explainMarkup } from '../markup/explain.ts'

/** XML and templates of pages and replies. What is in them is found by its tags, since a template is not yet markup. */
export const markup: Language = {
  names: ['xml', 'template'],
  extensions: {
    '.xml': 'xml',
    '.plivoxml': 'xml',
    '.ejs': 'template',
    '.erb': 'template',
    '.eta': 'template',
    '.haml': 'template',
    '.handlebars': 'template',
    '.hbs': 'template',
    '.j2': 'template',
    '.jade': 'template',
    '.jinja': 'template',
    '.jinja2': 'template',
    '.liquid': 'template',
    '.mustache': 'template',
    '.njk': 'template',
    '.pug': 'template',
    '.slim': 'template',
    '.twig': 'template',
  },
  findSyntaxProblem: () => undefined,
  explainMention: ({ text }, offset) => explainMarkup(text, offset),
}
