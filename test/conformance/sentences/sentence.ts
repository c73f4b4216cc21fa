/**
 * Whether a text is a sentence, which can be false: a refusal, a question, an outcome, an advice.
 * Titles, labels and the words of a list are none.
 */
export const isSentence = (text: string): boolean => /[.?!:]$|[.:] \{\d\}$/.test(text);
