import { readFile } from 'node:fs/promises';
import { createSecureContext } from 'node:tls';
import { certificateFacts, fitTogether } from './certificate-facts.ts';
import type { IdentityFacts, ShownCertificate } from './identity.ts';
import { RenewedIdentity } from './renewed-identity.ts';
import { TlsFault } from './tls-settings.ts';

export interface GivenFiles {
  readonly certFile: string;
  readonly keyFile: string;
}

/** A certificate that somebody else renews: its files are read again whenever they may have changed. */
export class GivenIdentity extends RenewedIdentity {
  readonly #files: GivenFiles;

  private constructor(files: GivenFiles, shown: ShownCertificate) {
    super(shown);
    this.#files = files;
  }

  /** @throws TlsFault naming the file that cannot be used */
  static async open(files: GivenFiles): Promise<GivenIdentity> {
    return new GivenIdentity(files, await readFiles(files));
  }

  facts(): IdentityFacts {
    return {
      ...certificateFacts(this.shown.cert),
      source: 'given',
      authority: null,
      fault: this.fault,
    };
  }

  protected async renewIfDue(): Promise<ShownCertificate | null> {
    const read = await readFiles(this.#files);
    return read.cert === this.shown.cert && read.key === this.shown.key ? null : read;
  }

  protected async renewNow(): Promise<ShownCertificate> {
    throw new TlsFault(
      `The certificate ${this.#files.certFile} is given in config.json: whoever made it renews it.`,
    );
  }
}

async function readFiles({ certFile, keyFile }: GivenFiles): Promise<ShownCertificate> {
  const [cert, key] = [await read(certFile), await read(keyFile)];
  let why = 'the key is that of another certificate';
  try {
    createSecureContext({ cert, key });
    if (fitTogether({ cert, key })) return { cert, key };
  } catch (error) {
    why = (error as Error).message;
  }
  throw new TlsFault(
    `The certificate ${certFile} and the key ${keyFile} do not fit together: ${why}. Mend tls.certFile and tls.keyFile in config.json.`,
  );
}

async function read(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    throw new TlsFault(`${file} cannot be read for TLS: ${(error as Error).message}`);
  }
}
