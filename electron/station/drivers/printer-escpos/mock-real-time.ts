import type { PrinterCondition } from './codec.ts';

const DLE = 0x10;
const EOT = 0x04;
const DC4 = 0x14;
const FORGET_BYTES = 10;

export interface RealTime {
  /** Answers what is to be answered at once, and gives back what is for the print buffer. */
  take(chunk: Uint8Array): Uint8Array;
  /** The four bytes that tell of a change. */
  report(): readonly number[];
  /** The byte that tells of the paper once all before it is printed. */
  paper(): number;
}

/** What a printer does at once with what comes in, however much it has still to print. */
export function createRealTime(printer: {
  readonly condition: () => PrinterCondition;
  readonly answer: (...bytes: number[]) => void;
  readonly forget: () => void;
}): RealTime {
  let begun: number[] = [];
  const errorBits = () => {
    const { error } = printer.condition();
    return error === null ? 0 : { cutter: 0x08, unrecoverable: 0x20, recovering: 0x40 }[error];
  };
  const isOffline = () => {
    const { paper, coverOpen, error } = printer.condition();
    return paper === 'out' || coverOpen || error !== null;
  };

  function answerTo(question: number): number | null {
    const { paper, coverOpen } = printer.condition();
    const isOut = paper === 'out';
    switch (question) {
      case 1:
        return 0x12 | (isOffline() ? 0x08 : 0);
      case 2:
        return 0x12 | (coverOpen ? 0x04 : 0) | (isOut ? 0x20 : 0) | (errorBits() === 0 ? 0 : 0x40);
      case 3:
        return 0x12 | errorBits();
      case 4:
        return 0x12 | (paper === 'present' ? 0 : 0x0c) | (isOut ? 0x60 : 0);
      default:
        return null;
    }
  }

  return {
    take(chunk) {
      const rest: number[] = [];
      for (const byte of chunk) {
        begun.push(byte);
        const [first, second] = begun;
        if (first !== DLE || (second !== undefined && second !== EOT && second !== DC4)) {
          rest.push(...begun);
          begun = [];
        } else if (second === EOT && begun.length === 3) {
          const answer = answerTo(byte);
          if (answer !== null) printer.answer(answer);
          begun = [];
        } else if (second === DC4 && begun.length === FORGET_BYTES) {
          printer.forget();
          begun = [];
          rest.length = 0;
        }
      }
      return Uint8Array.from(rest);
    },
    report() {
      const { coverOpen } = printer.condition();
      const first = 0x10 | (isOffline() ? 0x08 : 0) | (coverOpen ? 0x20 : 0);
      return [first, errorBits(), this.paper(), 0x0f];
    },
    paper() {
      const { paper } = printer.condition();
      return (paper === 'present' ? 0 : 0x03) | (paper === 'out' ? 0x0c : 0);
    },
  };
}
