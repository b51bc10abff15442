/** As much of the parser's interface as is used here; the package brings no types along. */
declare module 'sax' {
  interface Tag {
    readonly name: string;
  }
  interface Parser {
    onerror: (error: Error) => void;
    onopentag: (tag: Tag) => void;
    onclosetag: (name: string) => void;
    ontext: (text: string) => void;
    oncdata: (text: string) => void;
    ondoctype: (text: string) => void;
    error: Error | null;
    write(text: string): Parser;
    close(): Parser;
  }
  interface Sax {
    parser(strict: boolean): Parser;
  }
  const sax: Sax;
  export default sax;
}
