/** What is asked of validations. */
export type ValidationCommand = never;
