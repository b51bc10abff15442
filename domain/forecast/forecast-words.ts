/** What a forecast says about its own basis, in English. */
export const forecastWords = {
  noHistory: 'No history yet: a forecast needs vehicles that came and went, or an import.',
  rough: (days: number) => `Only ${days === 1 ? '1 day' : `${days} days`} of history: rough.`,
  stale: 'No recent figures: today does not correct the forecast.',
  dropped: (count: number) =>
    `${count === 1 ? '1 reading' : `${count} readings`} could not be used and ${count === 1 ? 'is' : 'are'} left out.`,
} as const;
