/** How many bytes follow each command's two, of those that ReceiptLine gives. */
const ARGUMENTS: Readonly<Record<string, number>> = {
  ...{ '\x1b@': 0, '\x1bM': 1, '\x1b ': 1, '\x1b2': 0, '\x1b3': 1, '\x1b{': 1, '\x1b-': 1, '\x1bE': 1, '\x1ba': 1 },
  ...{ '\x1b$': 2, '\x1b\\': 2, '\x1bt': 1, '\x1bR': 1 },
  ...{ '\x1da': 1, '\x1dB': 1, '\x1d!': 1, '\x1dL': 2, '\x1dW': 2, '\x1dV': 2, '\x1dr': 1 },
  ...{ '\x1cS': 2, '\x1c.': 0, '\x1c&': 0, '\x1cC': 1, '\x1c-': 1 },
};

/** What a printer that understands every command of these bytes puts on paper; throws on a command that it does not know. */
export const onPaper = (bytes: Buffer): Buffer => {
  const shown: number[] = [];
  for (let at = 0; at < bytes.length;) {
    const byte = bytes[at] ?? 0;
    if (![0x1b, 0x1c, 0x1d].includes(byte)) {
      shown.push(byte);
      at++;
      continue;
    }
    const command = bytes.toString('latin1', at, at + 2);
    // FS ( A has its length with it.
    const following = command === '\x1c(' ? 3 + bytes.readUInt16LE(at + 3) : ARGUMENTS[command];
    if (following === undefined) throw new Error(`what is ${JSON.stringify(command)}?`);
    at += 2 + following;
  }
  return Buffer.from(shown);
};
