export const paper = {
  loading: 'The document is being made…',
  save: 'Save as PDF',
  ticket: (number: string) => `Ticket ${number}`,
  receipt: (number: string) => `Receipt ${number}`,
  showTicket: 'Show the ticket',
  showReceipt: 'Show the receipt',
};
