/** The charge for a lost ticket, taken where no stay was found. */
export interface PaidCharge {
  readonly paymentId: string;
  readonly receiptNumber: number | null;
  readonly changeMinor: number;
}
