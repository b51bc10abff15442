/** What happens to validations. */
export type ValidationEvent = never;
