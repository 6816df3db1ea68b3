import type { Language } from '../language.ts'
import { explainSetting } from '../settings/explain.ts'

/** Files of settings, read line by line: no parser knows the templates that stand in many of them. */
export const settings: Language = {
  names: ['yaml', 'toml', 'ini', 'terraform', 'dockerfile', 'shell'],
  extensions: {
    '.yaml': 'yaml',
    '.yml': 'yaml',
    '.toml': 'toml',
    '.ini': 'ini',
    '.cfg': 'ini',
    '.conf': 'ini',
    '.properties': 'ini',
    '.tf': 'terraform',
    '.tfvars': 'terraform',
    '.hcl': 'terraform',
    '.dockerfile': 'dockerfile',
    '.sh': 'shell',
    '.bash': 'shell',
  },
  findSyntaxProblem: () => undefined,
  explainMention: ({ text }, offset) => explainSetting(text, offset),
}
