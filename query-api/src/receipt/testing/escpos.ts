/** How many bytes follow each command's two, of those that ReceiptLine gives. */
const ARGUMENTS: Readonly<Record<string, number>> = {
  ...{ '\x1b@': 0, '\x1bM': 1, '\x1b ': 1, '\x1b2': 0, '\x1b3': 1, '\x1b{': 1, '\x1b-': 1, '\x1bE': 1, '\x1ba': 1 },
  ...{ '\x1b$': 2, '\x1b\\': 2, '\x1bt': 1, '\x1bR': 1 },
  ...{ '\x1da': 1, '\x1dB': 1, '\x1d!': 1, '\x1dL': 2, '\x1dW': 2, '\x1dV': 2, '\x1dr': 1 },
  ...{ '\x1cS': 2, '\x1c.': 0, '\x1c&': 0, '\x1cC': 1, '\x1c-': 1 },
};

/** A command with what follows it, or a byte that is printed. */
type Part = { readonly command: string; readonly given: Buffer } | number;

/** What a printer makes of these bytes, one after the other; throws on a command that it does not know. */
function* partsOf(bytes: Buffer): Generator<Part> {
  for (let at = 0; at < bytes.length;) {
    const byte = bytes[at] ?? 0;
    if (![0x1b, 0x1c, 0x1d].includes(byte)) {
      yield byte;
      at++;
      continue;
    }
    const command = bytes.toString('latin1', at, at + 2);
    // FS ( A has its length with it.
    const following = command === '\x1c(' ? 3 + bytes.readUInt16LE(at + 3) : ARGUMENTS[command];
    if (following === undefined) throw new Error(`what is ${JSON.stringify(command)}?`);
    yield { command, given: bytes.subarray(at + 2, at + 2 + following) };
    at += 2 + following;
  }
}

/** What a printer that understands every command of these bytes puts on paper; throws on a command that it does not know. */
export const onPaper = (bytes: Buffer): Buffer =>
  Buffer.from([...partsOf(bytes)].filter((part): part is number => typeof part === 'number'));

/** Dots a character of one byte; one of two bytes has as many for each. */
const DOTS = 12;

/** At which column each line ends that is printed in two places; in characters of ordinary width. */
export const endsOfRows = (bytes: Buffer): number[] => {
  const ends: number[] = [];
  let [dot, places, scale] = [0, 0, 1];
  for (const part of partsOf(bytes)) {
    if (part === 0x0a) {
      if (places > 1) ends.push(dot / DOTS);
      [dot, places] = [0, 0];
    } else if (typeof part === 'number') dot += DOTS * scale;
    else if (part.command === '\x1d!') scale = ((part.given[0] ?? 0) >> 4) + 1;
    else if (part.command === '\x1b\\') dot += part.given.readUInt16LE();
    else if (part.command === '\x1b$') {
      dot = part.given.readUInt16LE();
      places++;
    }
  }
  return ends;
};
