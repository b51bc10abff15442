/** One part of what a camera posted; a body that is not multipart is one part without a name. */
export interface Part {
  readonly name: string;
  readonly fileName: string | null;
  /** Media type as the camera says it, in lower case, without parameters; perhaps empty. */
  readonly type: string;
  readonly bytes: Buffer;
}

/** All that came in one request, in its order. */
export interface Delivery {
  readonly parts: readonly Part[];
}

/** Parts beyond so many are left unread: a camera sends a document and a few pictures. */
export const PARTS_MAX = 32;
/** A document that is longer is no event of a camera. */
export const DOCUMENT_MAX_BYTES = 512 * 1_024;
