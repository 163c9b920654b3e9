/** What a reader of a tutorial does, in the order of the page. `line` is where the page says so, from 1. */
export type Step = Creates | Changes | Types;

interface Creates {
  readonly kind: 'creates';
  readonly line: number;
  readonly file: string;
  readonly text: string;
}

interface Changes {
  readonly kind: 'changes';
  readonly line: number;
  readonly file: string;
  readonly diff: string;
}

/** A block of commands; in the second terminal they stay running until the next block there. */
export interface Types {
  readonly kind: 'types';
  readonly line: number;
  readonly terminal: 1 | 2;
  readonly commands: string;
  readonly answer: Answer | null;
}

/** `text`: each line is among those that are printed. `json`: exactly this is printed. */
export interface Answer {
  readonly language: 'text' | 'json';
  readonly text: string;
}

const FENCE = /^(`{3,})(\w*) *(.*)$/;

/**
 * The steps of a page of docs/tutorial, which are its fenced blocks:
 * `ts file=PATH` is a new file, `diff file=PATH` a change of one, `sh` (or `sh terminal=2`) is typed, and a `text` or `json`
 * block after it is what is answered. Throws on any other block, so that none is passed over.
 */
export const stepsOf = (page: string): Step[] => {
  const steps: Step[] = [];
  for (const block of blocksOf(page)) {
    const file = /^file=(\S+)$/.exec(block.info)?.[1];
    const terminal = /^(?:terminal=([12]))?$/.exec(block.info);
    const last = steps.at(-1);
    const { line, language, text } = block;
    if (file !== undefined && language === 'diff') steps.push({ kind: 'changes', line, file, diff: text });
    else if (file !== undefined) steps.push({ kind: 'creates', line, file, text });
    else if (language === 'sh' && terminal)
      steps.push({ kind: 'types', line, terminal: terminal[1] === '2' ? 2 : 1, commands: text, answer: null });
    else if ((language === 'text' || language === 'json') && last?.kind === 'types' && !last.answer)
      steps.splice(-1, 1, { ...last, answer: { language, text } });
    else throw new Error(`line ${line}: \`${language} ${block.info}\` is no step of a tutorial`);
  }
  return steps;
};

interface Block {
  readonly line: number;
  readonly language: string;
  readonly info: string;
  readonly text: string;
}

const blocksOf = (page: string): Block[] => {
  const blocks: Block[] = [];
  const lines = page.split('\n');
  for (let at = 0; at < lines.length; at++) {
    const [, fence, language = '', info = ''] = FENCE.exec(lines[at] ?? '') ?? [];
    if (fence === undefined) continue;
    const end = lines.indexOf(fence, at + 1);
    if (end < 0) throw new Error(`line ${at + 1}: the block has no end`);
    const text = lines.slice(at + 1, end).map((line) => `${line}\n`);
    blocks.push({ line: at + 1, language, info: info.trim(), text: text.join('') });
    at = end;
  }
  return blocks;
};
