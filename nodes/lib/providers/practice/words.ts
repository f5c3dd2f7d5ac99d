// Owns every sentence that the practice agent says. It is an agent's speech, as a model's would be, and not the user
// interface: that is why it stands here and not in the catalogs. Nothing else in this folder is spoken.

const WORDS = {
  introduction:
    'I am a practice agent: no language model, I only match your words with your tools. What shall I do?',
  noTools: 'No tools are wired to me yet.',
  nothingSaid: 'I heard nothing that I could do.',
  tooLong: 'That is {length} characters long, and I read at most {limit}. Please say it shorter.',

  unknown: 'I found no tool for “{text}”.',
  several: '“{text}” could be meant for {tools}. Please say it more exactly.',
  abilities: 'This is what I can do:\n{tools}\nSay for example: {example}',
  ability: '- {tool}: {description}',
  bareAbility: '- {tool}',
  moreAbilities: '- and {count} more',

  missing: 'I need {parameters} for {tool}.',
  choices: 'For “{parameter}” you can say {choices}.',
  example: 'Say for example: {example}',
  brokenOrder: 'The arguments of {tool} are not a JSON object: {text}',

  done: '{tool} is done.',
  failed: '{tool} did not work: {reason}',
  failedSilently: '{tool} did not work.',
  unanswered: '{tool} has not answered.',
  cut: '{text} … (the rest of {length} characters is left out)',

  quoted: '“{text}”',
  entry: '{name}: {value}',
  group: '({text})',
  and: ' and ',
  or: ' or ',
  yes: 'yes',
  no: 'no',
  none: 'none',
} as const;

export type Word = keyof typeof WORDS;

/** A sentence with its places filled in. */
export function words(word: Word, values: Readonly<Record<string, string | number>> = {}): string {
  return WORDS[word].replace(/\{(\w+)\}/g, (place, name: string) => String(values[name] ?? place));
}

/** `kitchen, bedroom or bath`. */
export function enumerate(items: readonly string[], link: 'and' | 'or'): string {
  const last = items.at(-1) ?? '';
  return items.length < 2 ? last : `${items.slice(0, -1).join(', ')}${words(link)}${last}`;
}
