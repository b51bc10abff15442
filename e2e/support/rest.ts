/** An answer of the station's REST door. */
export interface Answer {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: what a test reads of an answer is what it asserts.
  readonly body: any;
}

/** Calls below `/api/v1` as somebody who is signed in. */
export interface Rest {
  /** Whatever the answer is. */
  ask(method: string, path: string, body?: unknown): Promise<Answer>;
  /** The body of an answer that must be a success. */
  // biome-ignore lint/suspicious/noExplicitAny: see `Answer`.
  call(method: string, path: string, body?: unknown): Promise<any>;
  /** The bytes of a document. */
  bytes(path: string): Promise<Buffer>;
}

/**
 * @param urlOf the station's address, which changes when it is started again
 * @param tokenOf who is signed in, empty for nobody; a token runs out after half a day
 */
export function restOf(urlOf: () => string, tokenOf: () => string): Rest {
  const send = (method: string, path: string, body?: unknown) =>
    fetch(`${urlOf()}/api/v1${path}`, {
      method,
      headers: {
        ...(tokenOf() !== '' && { authorization: `Bearer ${tokenOf()}` }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
  const ask = async (method: string, path: string, body?: unknown): Promise<Answer> => {
    const answer = await send(method, path, body);
    const text = await answer.text();
    return { status: answer.status, body: text === '' ? null : JSON.parse(text) };
  };
  return {
    ask,
    async call(method, path, body) {
      const answer = await ask(method, path, body);
      if (answer.status >= 300)
        throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
      return answer.body;
    },
    async bytes(path) {
      const answer = await send('GET', path);
      if (!answer.ok) throw new Error(`GET ${path}: ${answer.status} ${await answer.text()}`);
      return Buffer.from(await answer.arrayBuffer());
    },
  };
}
